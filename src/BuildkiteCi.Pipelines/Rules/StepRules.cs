using static BuildkiteCi.Pipelines.Rules.RuleOf;

namespace BuildkiteCi.Pipelines.Rules;

/// <summary>What can be wrong with steps and with which attributes they have, P040 to P050.</summary>
public static class StepRules
{
    /// <summary>The kind of a step is unclear.</summary>
    public static readonly Rule UnknownStep = Error(
        "P040", "The kind of a step is unclear",
        """
        steps:
          - label: Build
            comand: make
        """,
        """
        steps:
          - label: Build
            command: make
        """) with
    {
        Why = "'comand' is no kind of step. Buildkite refused the upload, and with it the tests of every other model in it.",
    };

    /// <summary>A step is neither a mapping nor a word.</summary>
    public static readonly Rule NotAStep = Error(
        "P041", "A step is neither a mapping nor a word",
        """
        steps:
          - 5
        """,
        """
        steps:
          - command: "5"
        """) with
    {
        Why = "A line lost its indentation, and a command became a step of its own. The upload was refused.",
    };

    /// <summary>A step's type is no text.</summary>
    public static readonly Rule TypeIsNoText = Error(
        "P042", "A step's type is no word",
        """
        steps:
          - type: 5
            command: make
        """,
        """
        steps:
          - type: command
            command: make
        """) with
    {
        Why = "A step's 'type' was written as a list, and the upload was refused.",
    };

    /// <summary>An attribute's value is of the wrong kind, and the agent does not understand the step.</summary>
    public static readonly Rule WrongType = Error(
        "P043", "A value is of a kind that its attribute does not take",
        """
        steps:
          - command: { script: make }
        """,
        """
        steps:
          - command: make
        """) with
    {
        Why = "'depends_on' got a mapping where a key belongs. The file was refused as a whole.",
    };

    /// <summary>An attribute is known to nobody.</summary>
    public static readonly Rule UnknownAttribute = Error(
        "P044", "An attribute is known to nobody",
        """
        steps:
          - command: make
            timeout_in_minuets: 5
        """,
        """
        steps:
          - command: make
            timeout_in_minutes: 5
        """) with
    {
        Why = "'timeout_in_minute' was taken for nothing by the reviewers and refused by Buildkite, at night.",
    };

    /// <summary>An attribute is on a kind of step that does not have it.</summary>
    public static readonly Rule Misplaced = Error(
        "P045", "An attribute is on a kind of step that does not have it",
        """
        steps:
          - command: make
            continue_on_failure: true
        """,
        """
        steps:
          - command: make
          - wait: ~
            continue_on_failure: true
        """) with
    {
        Why = "'concurrency' on a wait step limits nothing. Two jobs ran on one machine at once, and both failed.",
    };

    /// <summary>A value is of a kind that Buildkite does not take.</summary>
    public static readonly Rule WrongKind = Error(
        "P046", "A value is of a kind that Buildkite does not take",
        """
        steps:
          - command: make
            allow_dependency_failure: maybe
        """,
        """
        steps:
          - command: make
            allow_dependency_failure: true
        """) with
    {
        Why = "'skip' was given a number. The upload was refused, though the step was to be left out anyway.",
    };

    /// <summary>An attribute that is needed is missing.</summary>
    public static readonly Rule Missing = Error(
        "P047", "An attribute that is needed is missing",
        """
        steps:
          - group: Tests
        """,
        """
        steps:
          - group: Tests
            steps:
              - command: make test
        """) with
    {
        Why = "A concurrency limit came without its group, and the upload of the whole catalogue was refused.",
    };

    /// <summary>A value is none of the words that its attribute takes.</summary>
    public static readonly Rule UnknownWord = Error(
        "P048", "A value is none of the words that its attribute takes",
        """
        steps:
          - block: Release?
            blocked_state: waiting
        """,
        """
        steps:
          - block: Release?
            blocked_state: running
        """) with
    {
        Why = "'blocked_state: success' is no word that Buildkite knows, and the release's upload was refused on the day of the release.",
    };

    /// <summary>Two attributes stand on a step that do not go together.</summary>
    public static readonly Rule Exclusive = Error(
        "P049", "Two attributes stand on a step that do not go together",
        """
        steps:
          - command: make
            branches: main
            if: build.tag != null
        """,
        """
        steps:
          - command: make
            if: build.branch == "main" && build.tag != null
        """) with
    {
        Why =
            "A step had a command and a trigger. Buildkite refused it, and nobody had seen the second line below thirty lines of "
                + "environment.",
    };

    /// <summary>Two attributes stand for the same thing.</summary>
    public static readonly Rule SaidTwice = Warning(
        "P050", "Two attributes stand for the same thing",
        """
        steps:
          - label: Build
            name: Make
            command: make
        """,
        """
        steps:
          - label: Build
            command: make
        """) with
    {
        Why =
            "A step had 'label' and 'name' after a merge, each with another text, and people looked for a job by the one that was not "
                + "shown.",
    };
}
