namespace BuildkiteCi.Pipelines.Conditionals;

/// <summary>What the parser of conditions reports.</summary>
internal static class ConditionRules
{
    /// <summary>A condition does not parse.</summary>
    public static readonly Rule NotACondition =
        new(
            "P080",
            Severity.Error,
            "A condition cannot be understood",
            """
            steps:
              - command: make
                if: build.branch = "main"
            """,
            """
            steps:
              - command: make
                if: build.branch == "main"
            """
        )
        {
            Why = "A condition with one '=' made Buildkite refuse the upload, in the only kind of build that has that file.",
        };

    /// <summary>A condition names an unknown variable.</summary>
    public static readonly Rule UnknownVariable =
        new(
            "P081",
            Severity.Error,
            "A condition names a variable that there is not",
            """
            steps:
              - command: make
                if: build.brnch == "main"
            """,
            """
            steps:
              - command: make
                if: build.branch == "main"
            """
        )
        {
            Why = "'build.tags' is no variable. The condition never held, and the release's step was left out without a word.",
        };

    /// <summary>A regular expression is malformed.</summary>
    public static readonly Rule BadPattern =
        new(
            "P082",
            Severity.Error,
            "A regular expression is malformed",
            """
            steps:
              - command: make
                if: build.tag =~ /^v([0-9]+/
            """,
            """
            steps:
              - command: make
                if: build.tag =~ /^v([0-9]+)/
            """
        )
        {
            Why = "An expression with an open bracket made Buildkite refuse the upload of a tag's build: the release had no steps.",
        };
}
