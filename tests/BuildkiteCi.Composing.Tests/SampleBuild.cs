using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Composing.Builds;
using BuildkiteCi.Composing.Builds.Facts;
using BuildkiteCi.Composing.Builds.Settings;
using BuildkiteCi.Composing.Selecting;
using BuildkiteCi.Composing.Settings;
using BuildkiteCi.Machine;
using BuildkiteCi.Pipelines.Builds;

namespace BuildkiteCi.Composing.Tests;

/// <summary>Compositions written down in few words.</summary>
internal static class SampleBuild
{
    public static readonly DateTimeOffset Night = new(2026, 8, 22, 7, 30, 5, TimeSpan.Zero);

    /// <summary>A nightly build of everything.</summary>
    public static CompositionRequest Nightly { get; } = Request(BuildKind.Nightly);

    public static CompositionRequest Request(BuildKind kind, string implementation = "auto", params ImmutableArray<string> changed) =>
        new(
            new BuildInputs(
                new BuildIdentity(
                    kind,
                    BuildSettings.BuiltIn.PriorityOf(kind),
                    BuildSettings.BuiltIn.Implementations.Single(type => type.Name == implementation)
                )
                {
                    Commit = "fedc9876",
                    Branch = "main",
                },
                new ChangedFiles(changed, ""),
                new BuildGate(true, ""),
                Night
            )
            {
                VllmCommit = "0123abcd",
                ChangeFlags = BuildSettings.BuiltIn.ChangeFlags,
            },
            Fleet.BuiltIn.Generations,
            CompositionSettings.BuiltIn
        );

    /// <summary>Composes what a repository's files say.</summary>
    public static Diagnosed<Composition> Compose(
        IFileTree files,
        CompositionRequest request,
        Func<CompositionSettings, CompositionSettings>? change = null
    )
    {
        var read = CiSettings.Read(files);
        var settings = read.Value! with { Composing = (change ?? (same => same))(read.Value.Composing) };
        return CompositionSources.Read(files, settings, request.Situation)
            .Then(sources => PipelineComposer.Compose(sources, request with { Settings = settings.Composing }));
    }

    /// <summary>The catalogue of <c>tests/Support/OlderCatalogue</c> as a repository's.</summary>
    public static IFileTree SampleCatalogue()
    {
        var disk = new DiskFileTree(Oracle.Path("Support", "OlderCatalogue", "files"));
        return new MemoryFileTree(disk.List("").Select(path => ($".buildkite/{path}", disk.Read(path)!)));
    }

    /// <summary>A file of the older form about one subject: a test step and a record step for each stage.</summary>
    public static string Recorded(string target, string category, params ReadOnlySpan<(string Stage, string Command)> stages)
    {
        var form = SubjectName.Parse(target)!.Form;
        var text = "steps:\n";
        string? before = null;
        foreach (var (stage, command) in stages)
        {
            var suffix = CatalogueFolders.BuiltIn.SelectMany(folder => folder.Stages).First(known => known.Name == stage).KeySuffix;
            var key = $"${{TPU_VERSION:-tpu6e}}_{form}_{suffix}";
            var record = $"${{TPU_VERSION:-tpu6e}}_record_{form}_{suffix}";
            text += $"  - label: \"${{TPU_VERSION:-tpu6e}} {stage} for {target}\"\n    key: \"{key}\"\n    soft_fail: true\n";
            if (before is not null) text += $"    depends_on: \"{before}\"\n";
            text +=
                $"    agents: {{ queue: \"${{TPU_QUEUE_SINGLE:-tpu_v6e_queue}}\" }}\n    command: |\n      "
                    + $"{command.Replace("\n", "\n      ").Replace("KEY", key)}\n";
            text +=
                $"  - label: \"${{TPU_VERSION:-tpu6e}} Record {stage} for {target}\"\n    key: \"{record}\"\n    depends_on: \"{key}\"\n";
            text +=
                $"    env: {{ CI_TPU_VERSION: \"${{TPU_VERSION:-tpu6e}}\", CI_TARGET: \"{target}\", CI_STAGE: \"{stage}\", CI_CATEGORY: "
                    + $"\"{category}\" }}\n";
            text += $"    agents: {{ queue: cpu }}\n    commands:\n      - |\n        .buildkite/scripts/record_step_result.sh {key}\n";
            before = record;
        }

        return text;
    }
}
