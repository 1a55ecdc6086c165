using static BuildkiteCi.Pipelines.Rules.RuleOf;

namespace BuildkiteCi.Pipelines.Rules;

/// <summary>What can be wrong with conditions, P080 to P083.</summary>
public static class ConditionRules
{
    /// <summary>A condition does not parse.</summary>
    public static readonly Rule NotACondition = Error(
        "P080", "A condition cannot be understood",
        """
        steps:
          - command: make
            if: build.branch = "main"
        """,
        """
        steps:
          - command: make
            if: build.branch == "main"
        """) with
    {
        Why = "A condition with one '=' made Buildkite refuse the upload, in the only kind of build that has that file.",
    };

    /// <summary>A condition names an unknown variable.</summary>
    public static readonly Rule UnknownVariable = Error(
        "P081", "A condition names a variable that there is not",
        """
        steps:
          - command: make
            if: build.brnch == "main"
        """,
        """
        steps:
          - command: make
            if: build.branch == "main"
        """) with
    {
        Why = "'build.tags' is no variable. The condition never held, and the release's step was left out without a word.",
    };

    /// <summary>A regular expression is malformed.</summary>
    public static readonly Rule BadPattern = Error(
        "P082", "A regular expression is malformed",
        """
        steps:
          - command: make
            if: build.tag =~ /^v([0-9]+/
        """,
        """
        steps:
          - command: make
            if: build.tag =~ /^v([0-9]+)/
        """) with
    {
        Why = "An expression with an open bracket made Buildkite refuse the upload of a tag's build: the release had no steps.",
    };

    /// <summary>A condition compares values that can never be equal.</summary>
    public static readonly Rule NeverEqual = Warning(
        "P083", "A condition compares values of different kinds, which are never equal",
        """
        steps:
          - command: make
            if: build.number == "12"
        """,
        """
        steps:
          - command: make
            if: build.number == 12
        """) with
    {
        Why = "A text was compared with a number. The two are never equal, so the step never ran, and nobody missed it for a quarter.",
    };
}
