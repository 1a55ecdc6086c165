using System.Collections.Immutable;
using static BuildkiteCi.Pipelines.Rules.RuleOf;

namespace BuildkiteCi.Pipelines.Rules;

/// <summary>What can be wrong with steps and with which attributes they have, P040 to P050.</summary>
public static class StepRules
{
    /// <summary>The kind of a step cannot be told.</summary>
    public static readonly Rule UnknownStep = Error(
        "P040", "The kind of a step cannot be told",
        """
        steps:
          - label: Build
            comand: make
        """,
        """
        steps:
          - label: Build
            command: make
        """);

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
        """);

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
        """);

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
        """);

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
        """);

    /// <summary>An attribute stands on a kind of step that does not have it.</summary>
    public static readonly Rule Misplaced = Error(
        "P045", "An attribute stands on a kind of step that does not have it",
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
        """);

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
        """);

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
        """);

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
        """);

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
        """);

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
        """);

    /// <summary>These rules, by code.</summary>
    public static ImmutableArray<Rule> All { get; } =
    [
        UnknownStep, NotAStep, TypeIsNoText, WrongType, UnknownAttribute, Misplaced, WrongKind, Missing, UnknownWord, Exclusive, SaidTwice,
    ];
}
