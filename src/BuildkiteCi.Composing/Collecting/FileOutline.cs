using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.Composing.Collecting;

/// <summary>What collecting results and cutting uploads have to know of an expanded file; none of its nodes.</summary>
internal sealed class FileOutline
{
    /// <param name="file">The file, expanded.</param>
    /// <param name="expansion">What made it of its file, and can do so again.</param>
    /// <param name="recorded">Whether record steps of older files may be left out.</param>
    /// <param name="like">The same file for another generation, or null: what is the same is there once.</param>
    public FileOutline(ExpandedFile file, FileExpansion expansion, bool recorded, FileOutline? like)
    {
        File = file.File;
        Expansion = expansion;
        Sizes = Once([.. file.Steps.Select(StepSize.Of)], like?.Sizes);
        Tests = Once([.. file.Stages.Select(stage => Test(stage, file.Steps))], like?.Tests);
        Benchmarks = Once([.. PlacesOfBenchmarks(file)], like?.Benchmarks);
        Collectable =
        [
            .. file
                .Stages.Select(stage => new StageOutline(this, stage, file.Steps))
                .Where(stage => stage.Known is not null || (recorded && stage.IsOnlyRecorded)),
        ];
    }

    /// <summary>The file.</summary>
    public CatalogueFile File { get; }

    /// <summary>Makes its steps.</summary>
    public FileExpansion Expansion { get; }

    /// <summary>How large its steps are, one after the other.</summary>
    public ImmutableArray<StepSize> Sizes { get; }

    /// <summary>Its stages, in the order of the steps that state them, each with a job.</summary>
    public ImmutableArray<ComposedStage> Tests { get; }

    /// <summary>The places of the steps that have the key of a benchmark.</summary>
    public ImmutableArray<int> Benchmarks { get; }

    /// <summary>The stages of which a step may not have to run, in the same order: of most files none.</summary>
    public ImmutableArray<StageOutline> Collectable { get; }

    private static ComposedStage Test(StageStep stage, ImmutableArray<Step> steps) =>
        new(stage.Subject, stage.Stage, HasJob: true) { Place = StepReference.PlaceOf(steps, stage.Step) };

    private static IEnumerable<int> PlacesOfBenchmarks(ExpandedFile file) =>
        from stage in file.Stages
        where stage.Stage.Role == StageRole.Benchmark
        from place in Enumerable.Range(0, file.Steps.Length)
        where file.Steps[place].Key?.Canonical == stage.Key.Text
        select place;

    private static ImmutableArray<T> Once<T>(ImmutableArray<T> made, ImmutableArray<T>? other)
        where T : struct => other is { } known && known.SequenceEqual(made) ? known : made;
}

/// <summary>How much of an upload a step takes.</summary>
/// <param name="Jobs">The jobs that Buildkite makes of it.</param>
/// <param name="IsJob">Whether it is a job, and not a wait or the like that others are before or behind.</param>
internal readonly record struct StepSize(int Jobs, bool IsJob)
{
    /// <summary>The size of a step; of a group that of the steps within it.</summary>
    public static StepSize Of(Step step) => step switch
    {
        CommandStep command => new(command.JobCount, IsJob: true),
        TriggerStep => new(1, IsJob: true),
        GroupStep group => new(group.Steps.Sum(one => Of(one).Jobs), IsJob: false),
        _ => new(0, IsJob: false),
    };
}
