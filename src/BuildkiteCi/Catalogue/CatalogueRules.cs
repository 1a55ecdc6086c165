using System.Collections.Immutable;

namespace BuildkiteCi.Catalogue;

/// <summary>What can be wrong with the files of a catalogue.</summary>
public static class CatalogueRules
{
    /// <summary>A file is no pipeline at all.</summary>
    public static Rule NotAPipeline { get; } = new("C001", Severity.Error, "A catalogue file is no mapping with steps",
        "step:\n  - command: pytest\n",
        "steps:\n  - command: pytest\n");

    /// <summary>A file says something about itself that is not understood.</summary>
    public static Rule UnknownSetting { get; } = new("C002", Severity.Error, "The x-ci block of a catalogue file is not understood",
        "x-ci: { generation: v7x }\nsteps: []\n",
        "x-ci: { generations: [v7x] }\nsteps: []\n");

    /// <summary>A file is limited to a generation that the fleet does not have.</summary>
    public static Rule UnknownGeneration { get; } = new("C003", Severity.Error, "A catalogue file is limited to an unknown generation",
        "x-ci: { generations: [v7] }\nsteps: []\n",
        "x-ci: { generations: [v7x] }\nsteps: []\n");

    /// <summary>A file tests nothing.</summary>
    public static Rule NoStage { get; } = new("C004", Severity.Error, "A catalogue file has no step that states CI_TARGET, CI_STAGE and CI_CATEGORY",
        "steps:\n  - key: unit\n    command: pytest\n",
        "steps:\n  - key: unit\n    command: pytest\n    env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only }\n");

    /// <summary>A step states its result's target, stage and category only in part.</summary>
    public static Rule IncompleteStage { get; } = new("C005", Severity.Error, "A step states CI_TARGET, CI_STAGE and CI_CATEGORY only in part",
        "steps:\n  - key: unit\n    command: pytest\n    env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest }\n",
        "steps:\n  - key: unit\n    command: pytest\n    env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only }\n");

    /// <summary>The step of a stage has no usable key.</summary>
    public static Rule StageWithoutKey { get; } = new("C006", Severity.Error, "The test step of a stage has no key that Buildkite takes",
        "steps:\n  - command: pytest\n    env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only }\n",
        "steps:\n  - key: unit\n    command: pytest\n    env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only }\n");

    /// <summary>A file says something for all of its steps that gets lost.</summary>
    public static Rule NoEffect { get; } = new("C007", Severity.Warning, "A key at the top of a catalogue file has no effect",
        "priority: 5\nsteps:\n  - { key: unit, command: pytest, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only } }\n",
        "steps:\n  - { key: unit, command: pytest, priority: 5, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only } }\n");

    /// <summary>A file holds a group.</summary>
    public static Rule GroupInGroup { get; } = new("C008", Severity.Error, "A catalogue file holds a group, and its steps join one",
        "steps:\n  - group: Qwen\n    steps:\n      - { key: unit, command: pytest, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only } }\n",
        "steps:\n  - { key: unit, command: pytest, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only } }\n");

    /// <summary>A subject is in the catalogue twice, or is about to be.</summary>
    public static Rule AlreadyThere { get; } = new("C010", Severity.Error, "Two files are about one subject",
        "# models/a.yml and models/b.yml\nenv: { CI_TARGET: Qwen/Qwen3-4B }\n",
        "# models/b.yml\nenv: { CI_TARGET: Qwen/Qwen3-32B }\n");

    /// <summary>Two subjects have one name in files and keys.</summary>
    public static Rule CollidingNames { get; } = new("C011", Severity.Error, "Two names have one form in file names and step keys",
        "# models/a.yml and features/b.yml\nenv: { CI_TARGET: \"a/b\" }\nenv: { CI_TARGET: \"a.b\" }\n",
        "# features/b.yml\nenv: { CI_TARGET: \"a-b\" }\n");

    /// <summary>All rules, by their codes.</summary>
    public static ImmutableArray<Rule> All { get; } =
        [NotAPipeline, UnknownSetting, UnknownGeneration, NoStage, IncompleteStage, StageWithoutKey, NoEffect, GroupInGroup, AlreadyThere, CollidingNames];
}
