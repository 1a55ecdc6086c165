using static BuildkiteCi.Pipelines.Rules.RuleOf;

namespace BuildkiteCi.Pipelines.Rules;

/// <summary>What can be wrong with a file as YAML, P001 to P010.</summary>
public static class YamlRules
{
    /// <summary>The file is not YAML.</summary>
    public static readonly Rule NotYaml = Error(
        "P001", "The file is not YAML",
        """
        steps:
          - command: echo status: done
        """,
        """
        steps:
          - command: "echo status: done"
        """) with
    {
        Why =
            "A tab got into the indentation. The upload failed at ten in the evening, and the whole nightly with it, for one blank in one "
                + "of a hundred files.",
    };

    /// <summary>The file holds a character that YAML forbids.</summary>
    public static readonly Rule NotText = Error(
        "P002", "The file holds a character that YAML forbids",
        "steps:\n  - command: echo \u0007\n",
        """
        steps:
          - command: "echo \a"
        """) with
    {
        Why = "A character pasted from a chat was invisible in the editor. Buildkite refused the file, and its message named no line.",
    };

    /// <summary>The file is too large, too deep, or grows too much through its aliases.</summary>
    public static readonly Rule TooLarge = Error(
        "P003", "The file is larger, deeper or more tangled than any pipeline",
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
        """) with
    {
        Why = "A file with anchors within anchors grew to gigabytes when it was read, and took the agent down that uploaded it.",
    };

    /// <summary>A key occurs twice in a mapping.</summary>
    public static readonly Rule RepeatedKey = Error(
        "P004", "A key occurs twice in a mapping, and only the last one counts",
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
        """) with
    {
        Why =
            "Two people added 'env' to one step. The second block replaced the first, and a test ran for weeks without the variable that "
                + "it was about.",
    };

    /// <summary>An alias names no anchor above it, or contains itself.</summary>
    public static readonly Rule UnknownAlias = Error(
        "P005", "An alias names no anchor above it, or contains itself",
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
        """) with
    {
        Why = "An anchor was renamed and one alias was not. Nothing was uploaded that night.",
    };

    /// <summary>A mapping's key is nothing, a list or a mapping.</summary>
    public static readonly Rule KeyIsNoText = Error(
        "P006", "A mapping's key is nothing, a list or a mapping",
        """
        steps:
          - command: make
            agents: { ~: linux }
        """,
        """
        steps:
          - command: make
            agents: { os: linux }
        """) with
    {
        Why = "A blank too many made a mapping the key of another one. The agent refused the file, and the build had no steps.",
    };

    /// <summary>The tag of a value does not fit it.</summary>
    public static readonly Rule WrongTag = Error(
        "P007", "The tag of a value does not fit it",
        """
        steps:
          - command: make
            label: !!int high
        """,
        """
        steps:
          - command: make
            label: high
        """) with
    {
        Why = "A tag made a number of a text that is none, and the upload ended with an error about a type that the file does not name.",
    };

    /// <summary>A merge key has a value that is neither a mapping nor a list of mappings.</summary>
    public static readonly Rule MergeOfNoMapping = Error(
        "P008", "A merge key (<<) is given something else than mappings",
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
        """) with
    {
        Why = "A merge was given a list instead of a mapping, and every step that used it lost its common attributes.",
    };

    /// <summary>The file holds more than one document.</summary>
    public static readonly Rule MoreDocuments = Warning(
        "P009", "The file holds more than one document, of which only the first is read",
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
        """) with
    {
        Why = "Behind '---' a second set of steps was added. Buildkite reads the first document alone, and those steps never ran.",
    };

    /// <summary>The file holds nothing.</summary>
    public static readonly Rule Empty = Error(
        "P010", "The file holds nothing",
        "# nothing yet\n",
        """
        steps:
          - command: make
        """) with
    {
        Why =
            "A generator failed and left an empty file. The upload of nothing counted as done, and the build passed without a single test.",
    };
}
