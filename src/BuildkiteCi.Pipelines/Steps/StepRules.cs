namespace BuildkiteCi.Pipelines.Steps;

/// <summary>What the parser of steps reports, P040 to P043.</summary>
public static class StepRules
{
    /// <summary>The kind of a step is unclear.</summary>
    public static readonly Rule UnknownStep =
        new(
            "P040",
            Severity.Error,
            "The kind of a step is unclear",
            """
            steps:
              - label: Build
                comand: make
            """,
            """
            steps:
              - label: Build
                command: make
            """
        )
        {
            Why = "'comand' is no kind of step. Buildkite refused the upload, and with it the tests of every other model in it.",
        };

    /// <summary>A step is neither a mapping nor a word.</summary>
    public static readonly Rule NotAStep =
        new(
            "P041",
            Severity.Error,
            "A step is neither a mapping nor a word",
            """
            steps:
              - 5
            """,
            """
            steps:
              - command: "5"
            """
        )
        {
            Why = "A line lost its indentation, and a command became a step of its own. The upload was refused.",
        };

    /// <summary>A step's type is no text.</summary>
    public static readonly Rule TypeIsNoText =
        new(
            "P042",
            Severity.Error,
            "A step's type is no word",
            """
            steps:
              - type: 5
                command: make
            """,
            """
            steps:
              - type: command
                command: make
            """
        )
        {
            Why = "A step's 'type' was written as a list, and the upload was refused.",
        };

    /// <summary>An attribute's value is of the wrong kind, and the agent does not understand the step.</summary>
    public static readonly Rule WrongType =
        new(
            "P043",
            Severity.Error,
            "A value is of a kind that its attribute does not take",
            """
            steps:
              - command: { script: make }
            """,
            """
            steps:
              - command: make
            """
        )
        {
            Why = "'depends_on' got a mapping where a key belongs. The file was refused as a whole.",
        };
}
