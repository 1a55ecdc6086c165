using System.Collections.Immutable;
using BuildkiteCi.Benchmarks.Cases;
using BuildkiteCi.Benchmarks.Judging;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Pipelines.Builds;
using BuildkiteCi.Testing;

namespace BuildkiteCi.Benchmarks.Reports;

/// <summary>
/// Tells a build what came of a benchmark. The run is in the history by then: a part that fails is no reason to lose the rest, so each part
/// is tried for itself.
/// </summary>
/// <param name="build">The build.</param>
public sealed class RunPublication(IBuild build)
{
    private readonly ImmutableArray<string>.Builder problems = ImmutableArray.CreateBuilder<string>();

    /// <summary>What failed so far, a line each.</summary>
    public ImmutableArray<string> Problems => problems.ToImmutable();

    /// <summary>Shows the verdict on the build's page, and keeps the run's files.</summary>
    /// <param name="annotation">The verdict.</param>
    /// <param name="files">Paths below the repository.</param>
    /// <param name="cancellationToken">Ends it between two parts.</param>
    public async Task ShowAsync(Annotation annotation, IEnumerable<string> files, CancellationToken cancellationToken)
    {
        await TryAsync("the annotation was not shown", build.AnnotateAsync(annotation, cancellationToken));
        foreach (var file in files) await TryAsync($"'{file}' is no artifact", build.UploadArtifactAsync(file, cancellationToken));
    }

    /// <summary>Tells the matrix what a catalogue's stage measured, and the step's own report where its outcome is not all.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="generation">Where it ran.</param>
    /// <param name="judgement">What came of it.</param>
    /// <param name="cancellationToken">Ends it between two parts.</param>
    public async Task TellMatrixAsync(StageJob stage, Generation generation, Judgement judgement, CancellationToken cancellationToken)
    {
        if (judgement.Measurements is { IsEmpty: false } measured)
            await TellAsync(ResultKeys.Measurements(generation, stage.Target, stage.Stage.Name), MeasurementText.Write(measured));
        if (judgement.IsFailure)
            await TellAsync(
                StepFailure.Key(stage.Key),
                new StepFailure(judgement.Verdict, judgement.Reason, StepFailure.UrlOf(stage.Environment)).Write()
            );
        else if (judgement.Verdict == StageVerdict.Unverified) await TellAsync(stage.Key.Text, StageRunner.Unverified);

        Task TellAsync(string key, string value) =>
            TryAsync($"the matrix will not show '{key}'", build.SetMetaDataAsync(key, value, cancellationToken));
    }

    /// <summary>Tells the page of the model what a case measured against its targets; nothing where it names no model or measured
    /// nothing.</summary>
    /// <param name="one">The case.</param>
    /// <param name="generation">Where it ran.</param>
    /// <param name="judgement">What came of it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task TellPageAsync(BenchmarkCase one, Generation generation, Judgement judgement, CancellationToken cancellationToken)
    {
        if (one.Model.Length == 0 || judgement.Measurements.IsEmpty) return;
        var key = ResultKeys.Case(generation, one.Model, one.Name);
        await TryAsync(
            $"the model's page will not show '{key}'",
            build.SetMetaDataAsync(key, MeasurementText.Write(judgement.Measurements), cancellationToken)
        );
    }

    private async Task TryAsync(string what, Task telling)
    {
        try
        {
            await telling;
        }
        catch (BuildException failure)
        {
            problems.Add($"{what}: {failure.Message}");
        }
    }
}
