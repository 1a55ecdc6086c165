using System.Collections.Immutable;
using static BuildkiteCi.Pipelines.Rules.RuleOf;

namespace BuildkiteCi.Pipelines.Rules;

/// <summary>What can be wrong with a pipeline as a whole and with the uploads of a build together, P011 to P024.</summary>
public static class BuildRules
{
    /// <summary>The file is no pipeline.</summary>
    public static readonly Rule NotAPipeline = Error(
        "P011", "The file is neither a mapping with steps nor a list of steps",
        "make test\n",
        """
        steps:
          - command: make test
        """) with
    {
        Why = "A file lost its 'steps:' in a merge. Its upload failed, and with it everything that was to follow in that job.",
    };

    /// <summary>A step waits for a key that no upload of the build holds.</summary>
    public static readonly Rule UnknownDependency = Error(
        "P012", "A step waits for a key that no upload of the build holds",
        """
        steps:
          - { key: unit, command: pytest }
          - { key: accuracy, command: pytest, depends_on: unti }
        """,
        """
        steps:
          - { key: unit, command: pytest }
          - { key: accuracy, command: pytest, depends_on: unit }
        """) with
    {
        Why =
            "A key was renamed, and a step of another file still waited for the old one. The build waited until the morning and was then "
                + "called failed, with no job that had failed.",
    };

    /// <summary>Steps wait for each other.</summary>
    public static readonly Rule Cycle = Error(
        "P013", "Steps wait for each other",
        """
        steps:
          - { key: unit, command: pytest, depends_on: accuracy }
          - { key: accuracy, command: pytest, depends_on: unit }
        """,
        """
        steps:
          - { key: unit, command: pytest }
          - { key: accuracy, command: pytest, depends_on: unit }
        """) with
    {
        Why =
            "Two steps were made to wait for each other in two pull requests on one day. Neither ever started, and the build never ended.",
    };

    /// <summary>Two steps of a build have the same key.</summary>
    public static readonly Rule RepeatedStepKey = Error(
        "P014", "Two steps of a build have the same key",
        """
        steps:
          - { key: unit, command: pytest }
          - { key: unit, command: pytest tests/unit }
        """,
        """
        steps:
          - { key: unit, command: pytest }
          - { key: unit-all, command: pytest tests/unit }
        """) with
    {
        Why = "A copied step kept its key. Buildkite refused the whole upload, and no test of that generation ran in the night.",
    };

    /// <summary>A step key holds a character that Buildkite refuses.</summary>
    public static readonly Rule StepKeyCharacter = Error(
        "P015", "A step key holds a character that Buildkite refuses",
        """
        steps:
          - { key: acme/Shop-3.1-web, command: pytest }
        """,
        """
        steps:
          - { key: acme_Shop-3_1-web, command: pytest }
        """) with
    {
        Why = "A model's name with a '/' became a step's key. The upload was refused as a whole, the other ninety models too.",
    };

    /// <summary>A step key has more than 100 characters.</summary>
    public static readonly Rule StepKeyTooLong = Error(
        "P016", "A step key has more than 100 characters",
        """
        steps:
          - key: mac14_acme_online-shop-with-all-payment-methods-2603_IntegrationTest_Single_Host_with_every_browser_thereg_Eagle3
            command: pytest
        """,
        """
        steps:
          - key: mac14_acme_online-shop_CorrectnessTest
            command: pytest
        """) with
    {
        Why = "A long name got a longer suffix, and the key had 101 characters. The upload was refused an hour after the merge.",
    };

    /// <summary>A pipeline has no steps.</summary>
    public static readonly Rule NoSteps = Warning(
        "P017", "A pipeline has no steps",
        """
        env:
          MODEL: acme/shop
        """,
        """
        env:
          MODEL: acme/shop
        steps:
          - command: make test
        """) with
    {
        Why = "A condition in a template left no steps. The upload failed only in the nightly, where that condition held.",
    };

    /// <summary>Something at the top is of a kind that Buildkite's agent refuses.</summary>
    public static readonly Rule WrongTypeAtTop = Error(
        "P018", "A value at the top of the file is of a kind that its key does not take",
        """
        env:
          RELEASED: 2026-11-24
        steps:
          - command: make test
        """,
        """
        env:
          RELEASED: "2026-11-24"
        steps:
          - command: make test
        """) with
    {
        Why = "'env' at the top of a file was a list. Buildkite refused the file, and the message named another line.",
    };

    /// <summary>A number is infinite or none.</summary>
    public static readonly Rule NotFinite = Error(
        "P019", "A number is infinite or not a number, which cannot be sent",
        """
        steps:
          - command: make test
            agents: { memory: .inf }
        """,
        """
        steps:
          - command: make test
            agents: { memory: high }
        """) with
    {
        Why = "A threshold of '.inf' cannot be sent as JSON, and the upload ended with a message about a number that nobody could find.",
    };

    /// <summary>An upload makes more jobs than Buildkite takes at once.</summary>
    public static readonly Rule TooManyJobs = Error(
        "P020", "An upload makes more jobs than Buildkite takes at once",
        """
        steps:
          - command: pytest
            parallelism: 501
        """,
        """
        steps:
          - command: pytest
            parallelism: 500
        """) with
    {
        Why =
            "The catalogue grew by a dozen models, and one upload passed Buildkite's limit: all of its jobs were refused, not only the "
                + "last ones.",
    };

    /// <summary>A build makes more jobs than Buildkite takes.</summary>
    public static readonly Rule TooManyJobsInBuild = Error(
        "P021", "A build makes more jobs than Buildkite takes",
        """
        steps:
          - command: pytest
            parallelism: 4001
        """,
        """
        steps:
          - command: pytest
            parallelism: 50
        """) with
    {
        Why = "A matrix was added to a step of a large build. The build passed the limit, and what was uploaded last was missing.",
    };

    /// <summary>A step key looks like a UUID.</summary>
    public static readonly Rule StepKeyIsUuid = Error(
        "P022", "A step key looks like a UUID",
        """
        steps:
          - { key: 0198d7f4-0000-4000-8000-000000000000, command: pytest }
        """,
        """
        steps:
          - { key: unit-0198d7f4, command: pytest }
        """) with
    {
        Why = "A key of 32 digits and four dashes is taken for a job's own identifier, and was refused.",
    };

    /// <summary>A queue has no agents in the fleet.</summary>
    public static readonly Rule UnknownQueue = Error(
        "P023", "A queue has no agents in the fleet",
        """
        steps:
          - command: pytest
            agents: { queue: mac_v1_queue }
        """,
        """
        steps:
          - command: pytest
            agents: { queue: mac_v14_queue }
        """) with
    {
        Why = "A queue was misspelt. No agent ever took the job, and the build waited until it was cancelled by hand in the morning.",
    };

    /// <summary>A TODO is not filled in.</summary>
    public static readonly Rule Unfilled = Warning(
        "P024", "A TODO is not filled in",
        """
        steps:
          - command: pytest
            agents:
              queue: cpu  # TODO: name the queue of the machines
        """,
        """
        steps:
          - command: pytest
            agents:
              queue: mac_v14_queue
        """) with
    {
        Why = "A new model was added with its threshold still at the template's 0. Its row showed Passing for a year, whatever it scored.",
    };

    /// <summary>Several files where the agent looks for one.</summary>
    public static readonly Rule SeveralDefaults = Error(
        "P025", "Several pipeline files stand where the agent looks for exactly one",
        "# .buildkite/pipeline.yml and .buildkite/pipeline.yaml\nsteps:\n  - command: make test\n",
        "# .buildkite/pipeline.yml alone\nsteps:\n  - command: make test\n") with
    {
        Why =
            "Somebody added 'pipeline.yaml' beside 'pipeline.yml'. The agent refuses to choose, and no build started until one was "
                + "removed.",
    };

    /// <summary>These rules, by code.</summary>
    public static ImmutableArray<Rule> All { get; } =
    [
        NotAPipeline, UnknownDependency, Cycle, RepeatedStepKey, StepKeyCharacter, StepKeyTooLong, NoSteps, WrongTypeAtTop, NotFinite,
        TooManyJobs, TooManyJobsInBuild, StepKeyIsUuid, UnknownQueue, Unfilled, SeveralDefaults,
    ];
}
