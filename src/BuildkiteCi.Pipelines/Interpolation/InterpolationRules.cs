namespace BuildkiteCi.Pipelines.Interpolation;

/// <summary>What the interpolation of variables reports.</summary>
internal static class InterpolationRules
{
    /// <summary>An expression is malformed.</summary>
    public static readonly Rule Malformed =
        new(
            "P030",
            Severity.Error,
            "Buildkite cannot understand an expression with a variable",
            """
            steps:
              - command: echo "${NAME:+set}"
            """,
            """
            steps:
              - command: echo "$${NAME:+set}"
            """
        )
        {
            Why = "'${NAME//a/b}' is bash's, not Buildkite's. The upload failed, and nothing of that file ran.",
        };

    /// <summary>A required variable is not set.</summary>
    public static readonly Rule Required =
        new(
            "P031",
            Severity.Error,
            "A required variable is not set",
            """
            steps:
              - command: echo "${RELEASE?name the release}"
            """,
            """
            env:
              RELEASE: v0.12.0
            steps:
              - command: echo "${RELEASE?name the release}"
            """
        )
        {
            Why =
                "A variable that the upload needs was set by a hook of the old agents. On the new ones the upload failed every night until "
                    + "somebody compared their hooks.",
        };

    /// <summary>A substring cuts a character apart.</summary>
    public static readonly Rule CutThroughCharacter =
        new(
            "P032",
            Severity.Warning,
            "A substring is counted in bytes and cuts a character apart",
            """
            env:
              CITY: Zürich
            steps:
              - label: "${CITY:0:2}"
                command: make
            """,
            """
            env:
              CITY: Zürich
            steps:
              - label: "${CITY:0:3}"
                command: make
            """
        )
        {
            Why = "A commit's message was cut to twenty bytes in the middle of a character. The label was refused for its encoding.",
        };

    /// <summary>Variables make texts grow beyond measure.</summary>
    public static readonly Rule GrowsTooLarge =
        new(
            "P033",
            Severity.Error,
            "Variables make a text grow beyond any measure",
            """
            env:
              A: abcdefghij
              B: $A$A$A$A$A$A$A$A$A$A
              C: $B$B$B$B$B$B$B$B$B$B
              D: $C$C$C$C$C$C$C$C$C$C
              E: $D$D$D$D$D$D$D$D$D$D
              F: $E$E$E$E$E$E$E$E$E$E
              G: $F$F$F$F$F$F$F$F$F$F
            steps:
              - command: make
            """,
            """
            env:
              A: abcdefghij
              B: $A$A
            steps:
              - command: make
            """
        )
        {
            Why = "A default that holds the variable itself grew with every nesting until the agent had no memory left.",
        };
}
