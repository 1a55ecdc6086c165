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
}
