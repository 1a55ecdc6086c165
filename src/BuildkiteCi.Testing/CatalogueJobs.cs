using System.Collections.Immutable;
using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Testing;

/// <summary>Jobs of catalogue stages as an agent would get them, for a machine that is none.</summary>
public static class CatalogueJobs
{
    /// <summary>The jobs of a file's stages, in order.</summary>
    /// <param name="file">The file, expanded for the generation whose place is taken.</param>
    public static ImmutableArray<StageJob> Of(ExpandedFile file) =>
        [.. file.Stages.Select(stage => Job(file, stage)).OfType<StageJob>()];

    private static StageJob? Job(ExpandedFile file, StageStep stage)
    {
        if (stage.Subject is not { } target) return null;
        if (!file.File.Folder.Stages.Contains(stage.Stage)) return null;
        var environment = file.Generation.Variables.ToBuilder();
        foreach (var (name, value) in stage.Step.Env) environment[name] = value;
        environment["BUILDKITE_STEP_KEY"] = stage.Key.Text;
        // A step of the older form shows what it runs in its command alone.
        var command = environment.GetValueOrDefault("TEST_COMMAND");
        return new StageJob(stage.Key, target, stage.Stage, command ?? stage.Step.Command)
        {
            Environment = environment.ToImmutable(),
            IsStepCommand = command is null,
        };
    }
}
