namespace BuildkiteCi.Pipelines.Yaml;

/// <summary>What the reader of YAML reports, P001 to P010.</summary>
public static class YamlRules
{
    /// <summary>The file is not YAML.</summary>
    public static readonly Rule NotYaml =
        new(
            "P001",
            Severity.Error,
            "The file is not YAML",
            """
            steps:
              - command: echo status: done
            """,
            """
            steps:
              - command: "echo status: done"
            """
        )
        {
            Why =
                "A tab got into the indentation. The upload failed at ten in the evening, and the whole nightly with it, for one blank in one "
                    + "of a hundred files.",
        };

    /// <summary>The file holds a character that YAML forbids.</summary>
    public static readonly Rule NotText =
        new(
            "P002",
            Severity.Error,
            "The file holds a character that YAML forbids",
            "steps:\n  - command: echo \u0007\n",
            """
            steps:
              - command: "echo \a"
            """
        )
        {
            Why = "A character pasted from a chat was invisible in the editor. Buildkite refused the file, and its message named no line.",
        };

    /// <summary>The file is too large, too deep, or grows too much through its aliases.</summary>
    public static readonly Rule TooLarge =
        new(
            "P003",
            Severity.Error,
            "The file is larger, deeper or more tangled than any pipeline",
            """
            a: &a [x, x, x, x, x, x, x, x, x, x]
            b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
            c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
            d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]
            e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]
            f: &f [*e, *e, *e, *e, *e, *e, *e, *e, *e, *e]
            steps:
              - wait
            """,
            """
            a: &a [x, x]
            b: [*a, *a]
            steps:
              - wait
            """
        )
        {
            Why = "A file with anchors within anchors grew to gigabytes when it was read, and took the agent down that uploaded it.",
        };

    /// <summary>A key occurs twice in a mapping.</summary>
    public static readonly Rule RepeatedKey =
        new(
            "P004",
            Severity.Error,
            "A key occurs twice in a mapping, and only the last one counts",
            """
            steps:
              - command: make
                command: make test
            """,
            """
            steps:
              - commands:
                  - make
                  - make test
            """
        )
        {
            Why =
                "Two people added 'env' to one step. The second block replaced the first, and a test ran for weeks without the variable that "
                    + "it was about.",
        };

    /// <summary>An alias names no anchor above it, or contains itself.</summary>
    public static readonly Rule UnknownAlias =
        new(
            "P005",
            Severity.Error,
            "An alias names no anchor above it, or contains itself",
            """
            steps:
              - command: make
                agents: *small
            """,
            """
            small: &small { queue: cpu }
            steps:
              - command: make
                agents: *small
            """
        )
        {
            Why = "An anchor was renamed and one alias was not. Nothing was uploaded that night.",
        };

    /// <summary>A mapping's key is nothing, a list or a mapping.</summary>
    public static readonly Rule KeyIsNoText =
        new(
            "P006",
            Severity.Error,
            "A mapping's key is nothing, a list or a mapping",
            """
            steps:
              - command: make
                agents: { ~: linux }
            """,
            """
            steps:
              - command: make
                agents: { os: linux }
            """
        )
        {
            Why = "A blank too many made a mapping the key of another one. The agent refused the file, and the build had no steps.",
        };

    /// <summary>The tag of a value does not fit it.</summary>
    public static readonly Rule WrongTag =
        new(
            "P007",
            Severity.Error,
            "The tag of a value does not fit it",
            """
            steps:
              - command: make
                label: !!int high
            """,
            """
            steps:
              - command: make
                label: high
            """
        )
        {
            Why = "A tag made a number of a text that is none, and the upload ended with an error about a type that the file does not name.",
        };

    /// <summary>A merge key has a value that is neither a mapping nor a list of mappings.</summary>
    public static readonly Rule MergeOfNoMapping =
        new(
            "P008",
            Severity.Error,
            "A merge key (<<) is given something else than mappings",
            """
            steps:
              - <<: small
                command: make
            """,
            """
            small: &small { timeout_in_minutes: 5 }
            steps:
              - <<: *small
                command: make
            """
        )
        {
            Why = "A merge was given a list instead of a mapping, and every step that used it lost its common attributes.",
        };

    /// <summary>The file holds more than one document.</summary>
    public static readonly Rule MoreDocuments =
        new(
            "P009",
            Severity.Warning,
            "The file holds more than one document, of which only the first is read",
            """
            steps:
              - command: make
            ---
            steps:
              - command: make test
            """,
            """
            steps:
              - command: make
              - command: make test
            """
        )
        {
            Why = "Behind '---' a second set of steps was added. Buildkite reads the first document alone, and those steps never ran.",
        };

    /// <summary>The file holds nothing.</summary>
    public static readonly Rule Empty =
        new(
            "P010",
            Severity.Error,
            "The file holds nothing",
            "# nothing yet\n",
            """
            steps:
              - command: make
            """
        )
        {
            Why =
                "A generator failed and left an empty file. The upload of nothing counted as done, and the build passed without a single test.",
        };
}
