using System.Collections.Immutable;
using static BuildkiteCi.Pipelines.Rules.RuleOf;

namespace BuildkiteCi.Pipelines.Rules;

/// <summary>What can be wrong with steps and their attributes, P040 and up.</summary>
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

    /// <summary>These rules, by code.</summary>
    public static ImmutableArray<Rule> All { get; } = [UnknownStep, NotAStep, TypeIsNoText, WrongType];
}
