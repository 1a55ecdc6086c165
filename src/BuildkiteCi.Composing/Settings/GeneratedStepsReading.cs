using BuildkiteCi.Catalogue.Settings;
using BuildkiteCi.Pipelines.Interpolation;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Composing.Settings;

/// <summary>The block <c>steps</c> of <c>ci.yml</c>: what a repository changes in the steps that composing makes.</summary>
internal static class GeneratedStepsReading
{
    // What a step may be given; a key or a dependency of its own would break the build around it.
    private static readonly string[] Settable =
    [
        "agents",
        "secrets",
        "plugins",
        "retry",
        "timeout_in_minutes",
        "env",
        "soft_fail",
        "artifact_paths",
        "priority",
        "concurrency",
        "concurrency_group",
        "concurrency_method",
        "label",
        "cancel_on_build_failing",
        "if",
    ];

    public static GeneratedSteps Read(SettingsBlock? block)
    {
        if (block is null) return new GeneratedSteps();
        var read = new GeneratedSteps
        {
            PublishMatrix = Step(block.Block("publish_matrix")),
            CheckResults = Step(block.Block("check_results")),
            UpdateVllmCommit = Step(block.Block("update_vllm_commit")),
            Benchmark = Step(block.Block("benchmark")),
            Test = Step(block.Block("test")),
        };
        block.NoteUnknown();
        return read;
    }

    private static GeneratedStep Step(SettingsBlock? block)
    {
        if (block is null) return GeneratedStep.Unchanged;
        var attributes = YamlMapping.Of();
        foreach (var name in Settable)
        {
            if (block.Node(name) is { } value)
                attributes = attributes.With(name, name == "env" && value is YamlMapping variables ? Texts(variables) : value);
        }

        var read = new GeneratedStep { When = ConditionReading.Read(block), Command = block.Text("command"), Attributes = attributes };
        block.NoteUnknown();
        return read;
    }

    // Variables are texts, whatever they look like.
    private static YamlMapping Texts(YamlMapping variables) =>
        variables with
        {
            Entries =
            [
                .. variables.Entries.Select(entry =>
                    entry.Value is YamlScalar scalar ? entry with { Value = YamlScalar.Of(scalar.Canonical, scalar.Location) } : entry
                ),
            ],
        };
}
