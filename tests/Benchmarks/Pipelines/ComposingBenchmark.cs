using BuildkiteCi.Composing.Builds.Settings;
using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using BuildkiteCi.Composing;
using BuildkiteCi.Composing.Builds;
using BuildkiteCi.Composing.Builds.Facts;
using BuildkiteCi.Composing.Selecting;
using BuildkiteCi.Composing.Settings;
using BuildkiteCi.Core;
using BuildkiteCi.Pipelines.Builds;

namespace Benchmarks.Pipelines;

/// <summary>
/// Composing a nightly build for both generations: reading the files, expanding, collecting, cutting into uploads, checking as Buildkite
/// would.
/// The real catalogue has 99 files; 10,000 have to take at most five seconds, and a hundred times as long as 100.
/// </summary>
[Config(typeof(FewLongRuns))]
[MemoryDiagnoser]
public class ComposingBenchmark
{
    private IFileTree files = new HeldFiles([]);

    /// <summary>Files of the catalogue.</summary>
    [Params(CatalogueFiles.RealCount, 1_000, 10_000)]
    public int Files { get; set; }

    /// <summary>Whether record steps are left out.</summary>
    [Params(false, true)]
    public bool Collects { get; set; }

    [GlobalSetup]
    public void Make() => files = new HeldFiles(
    [
        .. CatalogueFiles.Make(Files).Select(file => file with { Path = $".buildkite/{file.Path}" }),
        new SourceFile(".buildkite/image.yml", "steps: [{ key: build_docker, command: docker build . }]"),
        new SourceFile(CiSettings.Path, "pipelines: [{ file: .buildkite/image.yml }]"),
    ]);

    [Benchmark]
    public int Compose()
    {
        var settings = CiSettings.Read(files).Value!;
        var identity = new BuildIdentity(BuildKind.Nightly, 0, BuildSettings.BuiltIn.Implementations[0]);
        var facts = new BuildInputs(identity, ChangedFiles.Unknown("nobody asked"), new BuildGate(true, ""), DateTimeOffset.UnixEpoch);
        var request = new CompositionRequest(facts, settings.Fleet.Generations, settings.Composing)
        {
            Collects = Collects,
            Queues = settings.Fleet.Queues,
        };
        var composed = CompositionSources
            .Read(files, settings, request.Situation)
            .Then(sources => PipelineComposer.Compose(sources, request));
        if (composed.HasErrors) throw new InvalidOperationException(composed.Diagnostics[0].ToString());
        return composed.Value!.JobCount;
    }
}
