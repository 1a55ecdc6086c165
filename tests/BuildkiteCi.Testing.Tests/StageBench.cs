using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.LocalBuilds.Store;
using BuildkiteCi.Machine;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines;

namespace BuildkiteCi.Testing.Tests;

/// <summary>A temporary folder with a local build, in which stages are run.</summary>
internal sealed class StageBench : IDisposable
{
    public TemporaryFolder Folder { get; } = new();

    public RecordedStageLog Log { get; } = new();

    public StageSettings Settings { get; init; } = StageSettings.BuiltIn;

    public LocalBuild Build => new(Path.Combine(Folder.Path, "state"), new DiskFileTree(Folder.Path), TimeProvider.System);

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static StageJob Job(string command, params (string Name, string Value)[] environment) =>
        new(
            StepKey.Parse("tpu6e_MoE_CorrectnessTest")!,
            SubjectName.Parse("MoE")!,
            new Stage("CorrectnessTest", "CorrectnessTest", "Correctness tests"),
            command
        )
        {
            Environment = environment.ToImmutableDictionary(variable => variable.Name, variable => variable.Value),
        };

    public Task<StageReport> RunAsync(StageJob job, CancellationToken? stop = null) =>
        Runner(new ProcessRunner(Folder.Path, TimeProvider.System)).RunAsync(job, null, stop ?? Stop);

    public StageRunner Runner(IProcessRunner processes) =>
        new(
            new StageDependencies(processes, Build, new DiskFileTree(Path.Combine(Folder.Path, "results")), Log, TimeProvider.System),
            Settings
        );

    public void Dispose() => Folder.Dispose();
}
