using System.Collections.Immutable;

namespace BuildkiteCi.Builds.Running.Planning;

/// <summary>Why a build refuses an upload, as Buildkite itself does; besides, a condition that cannot be understood (P080 and up).</summary>
public static class RunRules
{
    /// <summary>A key that two steps have.</summary>
    public static readonly Rule RepeatedKey = new("R001", Severity.Error, "two steps of a build have one key",
        "steps:\n  - { key: unit, command: a }\n  - { key: unit, command: b }\n", "steps:\n  - { key: unit, command: a }\n  - { key: accuracy, command: b }\n");

    /// <summary>A text that is no key.</summary>
    public static readonly Rule NotAKey = new("R002", Severity.Error, "a step's key cannot be one",
        "steps:\n  - { key: unit/qwen, command: a }\n", "steps:\n  - { key: unit_qwen, command: a }\n");

    /// <summary>A step of no known kind.</summary>
    public static readonly Rule UnknownStep = new("R003", Severity.Error, "a step is of no known kind",
        "steps:\n  - { comand: a }\n", "steps:\n  - { command: a }\n");

    /// <summary>A group in a group.</summary>
    public static readonly Rule GroupInGroup = new("R004", Severity.Error, "a group stands within a group",
        "steps:\n  - group: a\n    steps:\n      - { group: b, steps: [wait] }\n", "steps:\n  - group: a\n    steps: [wait]\n");

    /// <summary>All of them, in the order of their codes.</summary>
    public static ImmutableArray<Rule> All { get; } = [RepeatedKey, NotAKey, UnknownStep, GroupInGroup];
}
