using System.Collections.Immutable;

namespace BuildkiteCi.Catalogue;

/// <summary>What can be wrong with the files of a catalogue.</summary>
public static class CatalogueRules
{
    /// <summary>A file is no pipeline at all.</summary>
    public static Rule NotAPipeline { get; } =
        new(
            "C001",
            Severity.Error,
            "A catalogue file is no mapping with steps",
            "step:\n  - command: pytest\n",
            "steps:\n  - command: pytest\n"
        )
        {
            Why =
                "A file was saved half-written. It was left out of the pipeline, and its model's row stayed at the last result without "
                    + "anybody noticing.",
        };

    /// <summary>A file has something about itself that is not understood.</summary>
    public static Rule UnknownSetting { get; } =
        new(
            "C002",
            Severity.Error,
            "The x-ci block of a catalogue file is not understood",
            "x-ci: { generation: v7x }\nsteps: []\n",
            "x-ci: { generations: [v7x] }\nsteps: []\n"
        )
        {
            Why =
                "'generation' in place of 'generations' limited nothing: a model that needs the newer machine failed on the older one "
                    + "every night.",
        };

    /// <summary>A file is limited to a generation that the fleet does not have.</summary>
    public static Rule UnknownGeneration { get; } = new("C003", Severity.Error, "A catalogue file is limited to an unknown generation",
        "x-ci: { generations: [v7] }\nsteps: []\n",
        "x-ci: { generations: [v7x] }\nsteps: []\n")
    {
        Why = "A model was limited to 'v7', which is no generation. It was tested nowhere, and its row was empty on both.",
    };

    /// <summary>A file tests nothing.</summary>
    public static Rule NoStage { get; } =
        new(
            "C004",
            Severity.Error,
            "A catalogue file has no step that states CI_TARGET, CI_STAGE and CI_CATEGORY",
            "steps:\n  - key: unit\n    command: pytest\n",
            "steps:\n  - key: unit\n    command: pytest\n    env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only "
                + "}\n"
        )
        {
            Why = "A file's steps ran every night, and no matrix showed them: the names that a result belongs to were missing.",
        };

    /// <summary>A step states its result's target, stage and category only in part.</summary>
    public static Rule IncompleteStage { get; } =
        new(
            "C005",
            Severity.Error,
            "A step states CI_TARGET, CI_STAGE and CI_CATEGORY only in part",
            "steps:\n  - key: unit\n    command: pytest\n    env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest }\n",
            "steps:\n  - key: unit\n    command: pytest\n    env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only "
                + "}\n"
        )
        {
            Why = "A step had a target and a stage and no category. Its result was recorded under no matrix, and the row stayed Untested.",
        };

    /// <summary>The step of a stage has no usable key.</summary>
    public static Rule StageWithoutKey { get; } =
        new(
            "C006",
            Severity.Error,
            "The test step of a stage has no key that Buildkite takes",
            "steps:\n  - command: pytest\n    env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only }\n",
            "steps:\n  - key: unit\n    command: pytest\n    env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only "
                + "}\n"
        )
        {
            Why =
                "A test step without a key has no outcome that could be asked for. The test failed for weeks, and the matrix showed "
                    + "Untested.",
        };

    /// <summary>A file sets something for all of its steps that gets lost.</summary>
    public static Rule NoEffect { get; } =
        new(
            "C007",
            Severity.Warning,
            "A key at the top of a catalogue file has no effect",
            "priority: 5\nsteps:\n  - { key: unit, command: pytest, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: "
                + "text-only } }\n",
            "steps:\n  - { key: unit, command: pytest, priority: 5, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: "
                + "text-only } }\n"
        )
        {
            Why =
                "'priority' at the top of a catalogue file was meant for its steps. It was lost, and the release's tests waited behind the "
                    + "nightly.",
        };

    /// <summary>A file holds a group.</summary>
    public static Rule GroupInGroup { get; } =
        new(
            "C008",
            Severity.Error,
            "A catalogue file holds a group, and its steps join one",
            "steps:\n  - group: Qwen\n    steps:\n      - { key: unit, command: pytest, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: "
                + "UnitTest, CI_CATEGORY: text-only } }\n",
            "steps:\n  - { key: unit, command: pytest, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only } }\n"
        )
        {
            Why =
                "A group within a catalogue file became a group within the generation's group, which Buildkite refuses, with the whole "
                    + "upload.",
        };

    /// <summary>A subject is in the catalogue twice, or is about to be.</summary>
    public static Rule AlreadyThere { get; } = new("C010", Severity.Error, "Two files are about one subject",
        "# models/a.yml and models/b.yml\nenv: { CI_TARGET: Qwen/Qwen3-4B }\n",
        "# models/b.yml\nenv: { CI_TARGET: Qwen/Qwen3-32B }\n")
    {
        Why = "A model had two files after a rename. Both wrote one row, and which result it showed depended on which job ended last.",
    };

    /// <summary>Two subjects have one name in files and keys.</summary>
    public static Rule CollidingNames { get; } = new("C011", Severity.Error, "Two names have one form in file names and step keys",
        "# models/a.yml and features/b.yml\nenv: { CI_TARGET: \"a/b\" }\nenv: { CI_TARGET: \"a.b\" }\n",
        "# features/b.yml\nenv: { CI_TARGET: \"a-b\" }\n")
    {
        Why = "'a.b' and 'a_b' became one key. Buildkite refused the upload of a whole generation.",
    };

    /// <summary>A file is about several subjects.</summary>
    public static Rule SeveralTargets { get; } =
        new(
            "C012",
            Severity.Error,
            "A catalogue file is about more than one subject",
            "steps:\n  - { key: a, command: pytest, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only } }\n  - { "
                + "key: b, command: pytest, env: { CI_TARGET: Qwen/Qwen3-32B, CI_STAGE: Accuracy/Correctness, CI_CATEGORY: text-only } }\n",
            "steps:\n  - { key: a, command: pytest, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only } }\n  - { "
                + "key: b, command: pytest, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: Accuracy/Correctness, CI_CATEGORY: text-only } }\n"
        )
        {
            Why = "A copied file tested two models. The results of the second were shown in the row of the first.",
        };

    /// <summary>A file states several categories.</summary>
    public static Rule SeveralCategories { get; } =
        new(
            "C013",
            Severity.Error,
            "A catalogue file states more than one category",
            "steps:\n  - { key: a, command: pytest, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only } }\n  - { "
                + "key: b, command: pytest, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: Accuracy/Correctness, CI_CATEGORY: multimodal } }\n",
            "steps:\n  - { key: a, command: pytest, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only } }\n  - { "
                + "key: b, command: pytest, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: Accuracy/Correctness, CI_CATEGORY: text-only } }\n"
        )
        {
            Why = "A subject with two categories appeared in two matrices, each with half of its stages Untested.",
        };

    /// <summary>A category does not belong into the file's folder.</summary>
    public static Rule CategoryOfOtherFolder { get; } =
        new(
            "C014",
            Severity.Error,
            "A category does not fit the folder that the file lies in",
            "# models/a.yml\nsteps:\n  - { key: a, command: pytest, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text "
                + "only } }\n",
            "# models/a.yml\nsteps:\n  - { key: a, command: pytest, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: "
                + "text-only } }\n"
        )
        {
            Why = "A model's file was in the folder of features. Its row was in no matrix, and the release notes lacked the model.",
        };

    /// <summary>A folder's subjects have no such stage.</summary>
    public static Rule UnknownStage { get; } =
        new(
            "C015",
            Severity.Error,
            "A stage is none of the folder's",
            "# models/a.yml\nsteps:\n  - { key: a, command: pytest, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: Unit Test, CI_CATEGORY: "
                + "text-only } }\n",
            "# models/a.yml\nsteps:\n  - { key: a, command: pytest, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: "
                + "text-only } }\n"
        )
        {
            Why = "A stage was written as another matrix calls it. Its result was recorded, and no column showed it.",
        };

    /// <summary>Stages stand in another order than they run in.</summary>
    public static Rule StageOutOfOrder { get; } =
        new(
            "C016",
            Severity.Error,
            "A stage comes before one that runs earlier",
            "steps:\n  - { key: a, command: pytest, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: Benchmark, CI_CATEGORY: text-only } }\n  - "
                + "{ key: b, command: pytest, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only } }\n",
            "steps:\n  - { key: b, command: pytest, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only } }\n  - { "
                + "key: a, command: pytest, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: Benchmark, CI_CATEGORY: text-only } }\n"
        )
        {
            Why =
                "The accuracy test ran before the unit test that it waits for, and held a large machine for hours until the unit test "
                    + "failed.",
        };

    /// <summary>A stage is tested twice.</summary>
    public static Rule StageTwice { get; } =
        new(
            "C017",
            Severity.Error,
            "A stage is stated twice, and a matrix shows one result",
            "steps:\n  - { key: a, command: pytest, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only } }\n  - { "
                + "key: b, command: pytest, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only } }\n",
            "steps:\n  - { key: a, commands: [pytest a, pytest b], env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: "
                + "text-only } }\n"
        )
        {
            Why = "Two steps recorded one stage. The test that failed ended first, and the other one overwrote it with Passing.",
        };

    /// <summary>A stage of the folder is missing.</summary>
    public static Rule StageMissing { get; } =
        new(
            "C018",
            Severity.Note,
            "A stage that the folder's subjects go through is missing: its column stays Untested",
            "# rl/a.yml\nsteps:\n  - { key: a, command: pytest, env: { CI_TARGET: MoE Expert IDs, CI_STAGE: CorrectnessTest, CI_CATEGORY: "
                + "rl support matrix } }\n",
            "# rl/a.yml\nsteps:\n  - { key: a, command: pytest, env: { CI_TARGET: MoE Expert IDs, CI_STAGE: CorrectnessTest, CI_CATEGORY: "
                + "rl support matrix } }\n  - { key: b, command: pytest, depends_on: a, env: { CI_TARGET: MoE Expert IDs, CI_STAGE: "
                + "PerformanceTest, CI_CATEGORY: rl support matrix } }\n"
        )
        {
            Why =
                "A stage was removed with its step, and its column showed Untested from then on: readers took it for a model that nobody "
                    + "had tried.",
        };

    /// <summary>A stage does not wait for the one before.</summary>
    public static Rule StageDoesNotWait { get; } =
        new(
            "C019",
            Severity.Warning,
            "A stage waits for steps of other files and not for the stage before it",
            "steps:\n  - { key: a, command: pytest, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only } }\n  - { "
                + "key: b, command: pytest, depends_on: tpu6e_Qwen_Qwen3-32B_UnitTest, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: "
                + "Accuracy/Correctness, CI_CATEGORY: text-only } }\n",
            "steps:\n  - { key: a, command: pytest, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only } }\n  - { "
                + "key: b, command: pytest, depends_on: a, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: Accuracy/Correctness, CI_CATEGORY: "
                + "text-only } }\n"
        )
        {
            Why = "A copied stage waited for another model's unit test. It was skipped whenever that model failed.",
        };

    /// <summary>A step's key is the same for all generations.</summary>
    public static Rule KeyWithoutGeneration { get; } =
        new(
            "C020",
            Severity.Error,
            "A step's key does not tell the generation, so two groups would hold one key",
            "steps:\n  - key: Qwen_Qwen3-4B_UnitTest\n    command: pytest\n    env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, "
                + "CI_CATEGORY: text-only }\n",
            "steps:\n  - key: ${TPU_VERSION:-tpu6e}_Qwen_Qwen3-4B_UnitTest\n    command: pytest\n    env: { CI_TARGET: Qwen/Qwen3-4B, "
                + "CI_STAGE: UnitTest, CI_CATEGORY: text-only }\n"
        )
        {
            Why = "A key without the generation was in both groups. Buildkite refused the second upload, and one generation had no night.",
        };

    /// <summary>A step's label is the same for all generations.</summary>
    public static Rule LabelWithoutGeneration { get; } =
        new(
            "C021",
            Severity.Warning,
            "A step's label does not tell the generation",
            "steps:\n  - label: Unit tests for Qwen/Qwen3-4B\n    key: ${TPU_VERSION:-tpu6e}_Qwen_Qwen3-4B_UnitTest\n    command: pytest\n "
                + "   env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only }\n",
            "steps:\n  - label: ${TPU_VERSION:-tpu6e} Unit tests for Qwen/Qwen3-4B\n    key: ${TPU_VERSION:-tpu6e}_Qwen_Qwen3-4B_UnitTest\n"
                + "    command: pytest\n    env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only }\n"
        )
        {
            Why = "Two jobs of one label failed on two generations. The on-call looked at the log of the wrong one for an hour.",
        };

    /// <summary>A record step records a step that is not there.</summary>
    public static Rule RecordsNothing { get; } =
        new(
            "C022",
            Severity.Error,
            "A record step records a step that the file does not hold",
            "steps:\n  - { key: a, command: pytest, soft_fail: true }\n  - { key: r, depends_on: a, command: "
                + ".buildkite/scripts/record_step_result.sh b, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only "
                + "} }\n",
            "steps:\n  - { key: a, command: pytest, soft_fail: true }\n  - { key: r, depends_on: a, command: "
                + ".buildkite/scripts/record_step_result.sh a, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only "
                + "} }\n"
        )
        {
            Why =
                "A test's key was changed, and the record step still asked for the old one: the stage was Untested although its test "
                    + "failed.",
        };

    /// <summary>A record step does not wait for what it records.</summary>
    public static Rule RecordDoesNotWait { get; } =
        new(
            "C023",
            Severity.Error,
            "A record step does not wait for the step that it records",
            "steps:\n  - { key: a, command: pytest, soft_fail: true }\n  - { key: r, command: .buildkite/scripts/record_step_result.sh a, "
                + "env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only } }\n",
            "steps:\n  - { key: a, command: pytest, soft_fail: true }\n  - { key: r, depends_on: a, command: "
                + ".buildkite/scripts/record_step_result.sh a, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only "
                + "} }\n"
        )
        {
            Why = "A record step asked before its test was over. The outcome was empty, and the stage was Untested every night.",
        };

    /// <summary>A recorded test fails the build itself, and its record step never runs.</summary>
    public static Rule RecordedHardFailure { get; } =
        new(
            "C024",
            Severity.Warning,
            "A recorded test that fails keeps its record step from running: it has no soft_fail",
            "steps:\n  - { key: a, command: pytest }\n  - { key: r, depends_on: a, command: .buildkite/scripts/record_step_result.sh a, "
                + "env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only } }\n",
            "steps:\n  - { key: a, command: pytest, soft_fail: true }\n  - { key: r, depends_on: a, command: "
                + ".buildkite/scripts/record_step_result.sh a, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only "
                + "} }\n"
        )
        {
            Why = "A test failed hard, so that its record step never ran, and the row kept the result of the week before.",
        };

    /// <summary>A step names no queue.</summary>
    public static Rule NoQueue { get; } =
        new(
            "C025",
            Severity.Error,
            "A step names no queue, so any agent may take it",
            "steps:\n  - { key: a, command: pytest, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only } }\n",
            "steps:\n  - { key: a, command: pytest, agents: { queue: cpu }, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, "
                + "CI_CATEGORY: text-only } }\n"
        )
        {
            Why = "A step without a queue was taken by an agent without a TPU. It failed at once, and looked like a fault of the model.",
        };

    /// <summary>A stage tests nothing yet.</summary>
    public static Rule Placeholder { get; } =
        new(
            "C026",
            Severity.Warning,
            "A stage's command is a placeholder: it tests nothing",
            "steps:\n  - { key: a, command: \"buildkite-agent meta-data set a unverified\", env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: "
                + "UnitTest, CI_CATEGORY: text-only } }\n",
            "steps:\n  - { key: a, command: pytest, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only } }\n"
        )
        {
            Why = "A stage was planned in spring and still set 'unverified' in autumn. Everybody believed that somebody tested it.",
        };

    /// <summary>A stage does not tell on which generation it ran.</summary>
    public static Rule OtherGeneration { get; } =
        new(
            "C027",
            Severity.Error,
            "A stage's CI_TPU_VERSION is missing, or not that of the generation that it runs on",
            "steps:\n  - { key: a, command: pytest, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only } }\n",
            "steps:\n  - { key: a, command: pytest, env: { CI_TPU_VERSION: \"${TPU_VERSION:-tpu6e}\", CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: "
                + "UnitTest, CI_CATEGORY: text-only } }\n"
        )
        {
            Why =
                "A step recorded for the other generation. One matrix showed a Passing that came from the other machine, and the right one "
                    + "nothing.",
        };

    /// <summary>A subject's name cannot be one.</summary>
    public static Rule NoName { get; } = new("C028", Severity.Error, "CI_TARGET is no name",
        "steps:\n  - { key: a, command: pytest, env: { CI_TARGET: \"=Qwen/Qwen3-4B\", CI_STAGE: UnitTest, CI_CATEGORY: text-only } }\n",
        "steps:\n  - { key: a, command: pytest, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only } }\n")
    {
        Why = "A target with a blank at its end was another row: the model was in the matrix twice, once Passing and once Untested.",
    };

    /// <summary>A folder holds subjects, and no build reads it.</summary>
    public static Rule UnreadFolder { get; } =
        new(
            "C037",
            Severity.Warning,
            "A folder holds files of subjects, and no build reads it",
            "# .buildkite/model/a.yml\nsteps:\n  - { key: a, command: pytest, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, "
                + "CI_CATEGORY: text-only } }\n",
            "# .buildkite/models/a.yml\nsteps:\n  - { key: a, command: pytest, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, "
                + "CI_CATEGORY: text-only } }\n"
        )
        {
            Why = "A folder was named in the singular: its model was added, reviewed and merged, and never tested.",
        };

    /// <summary>All rules, by their codes.</summary>
    public static ImmutableArray<Rule> All { get; } =
    [
        NotAPipeline,
        UnknownSetting,
        UnknownGeneration,
        NoStage,
        IncompleteStage,
        StageWithoutKey,
        NoEffect,
        GroupInGroup,
        AlreadyThere,
        CollidingNames,
        SeveralTargets, SeveralCategories, CategoryOfOtherFolder, UnknownStage, StageOutOfOrder, StageTwice, StageMissing, StageDoesNotWait,
        KeyWithoutGeneration,
        LabelWithoutGeneration,
        RecordsNothing,
        RecordDoesNotWait,
        RecordedHardFailure,
        NoQueue,
        Placeholder,
        OtherGeneration,
        NoName,
        UnreadFolder,
    ];
}
