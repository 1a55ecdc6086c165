using System.Collections.Immutable;
using BuildkiteCi.Adopting.Comparing;
using BuildkiteCi.Benchmarks.Changes;
using BuildkiteCi.Benchmarks.History;
using BuildkiteCi.Benchmarks.Metrics;
using BuildkiteCi.Composing.Checks;
using BuildkiteCi.Composing.Settings;
using BuildkiteCi.Core;
using BuildkiteCi.Core.Text;
using BuildkiteCi.Matrices.Json;
using BuildkiteCi.Matrices.Reading;
using BuildkiteCi.Pipelines;
using BuildkiteCi.Pipelines.Interpolation;
using BuildkiteCi.Testing;
using BuildkiteCi.Testing.Accuracy;

namespace Fuzz.Tests;

/// <summary>Everything here that reads what others write, by the name of its folder in the corpus.</summary>
internal static class ReadersUnderTest
{
    private static readonly Variables Variables = Variables.Of(
        new Dictionary<string, string> { ["TPU_VERSION"] = "tpu6e", ["EMPTY"] = "" }
    );

    private static readonly ImmutableSortedDictionary<string, Func<string, ImmutableArray<Diagnostic>>> All = new Dictionary<
        string,
        Func<string, ImmutableArray<Diagnostic>>
    >(StringComparer.Ordinal)
    {
        ["pipelines"] = Pipelines,
        ["catalogue"] = text => InRepository(".buildkite/models/m.yml", text),
        ["settings"] = text => InRepository(CiSettings.Path, text),
        ["cases"] = text => InRepository(".buildkite/benchmark/cases/daily/cases.json", text),
        ["results"] = text => ResultsFileReader.Read(Source("results.json", text)).Diagnostics,
        ["default-features"] = text => DefaultFeatures.Read(Source("default_features.txt", text)).Diagnostics,
        ["runs"] = text => RunLines.Parse(Source("runs.jsonl", text)).Diagnostics,
        ["series"] = Series,
        ["console-logs"] = text => ConsoleLog.Parse(Source("bm_log.txt", text)).Diagnostics,
        ["saved-results"] = text => SavedResults.Parse(Source("results.json", text)).Diagnostics,
        ["evaluations"] = text => LmEvalFile.Parse(Source("lm_eval.json", text)).Diagnostics,
        ["test-reports"] = text => JUnitFile.Parse(Source("report.xml", text)).Diagnostics,
        ["wanted-differences"] = text => WantedDifferences.Read(Source("compare.yml", text)).Diagnostics,
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>Their names.</summary>
    public static IEnumerable<string> Names => All.Keys;

    /// <summary>Reads a text, and shows what is wrong with it.</summary>
    /// <exception cref="Exception">There is a fault in the reader: bad input is no exception.</exception>
    public static ImmutableArray<Diagnostic> Read(string name, string text) => All[name](text);

    private static SourceFile Source(string path, string text) => new(path, text);

    // What is read, written and read again is the same pipeline.
    private static ImmutableArray<Diagnostic> Pipelines(string text)
    {
        foreach (var read in PipelineFile.Read(Source("pipeline.yml", text)))
        {
            if (read is { Value: { } document, HasErrors: false })
            {
                if (!document.Equals(PipelineDocument.Read(Source("again.yml", document.ToYaml())).Value))
                    throw new InvalidOperationException($"is written as another pipeline:\n{document.ToYaml()}");
                _ = document.ToJson();
                _ = document.Interpolate(Variables).Diagnostics;
            }
        }

        return InRepository(".buildkite/pipeline.yml", text);
    }

    private static ImmutableArray<Diagnostic> Series(string text)
    {
        var read = SeriesFile.Parse(Source("series.csv", text));
        foreach (var series in read.Value?.Series ?? []) _ = ChangeDetection.Find(series, DetectionSettings.Default);
        return read.Diagnostics;
    }

    private static ImmutableArray<Diagnostic> InRepository(string path, string text) =>
        RepositoryChecks.Of(new MemoryFileTree((path, text)), ImmutableDictionary<string, string>.Empty);
}
