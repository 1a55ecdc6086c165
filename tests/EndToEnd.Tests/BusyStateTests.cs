namespace EndToEnd.Tests;

/// <summary>Targets that write into a state folder, while a build is run there.</summary>
[Collection(CloneCollection.Name)]
public sealed class BusyStateTests(Clone clone) : IAsyncLifetime
{
    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await clone.ResetAsync();

    [Theory]
    [InlineData("--target=GeneratePipeline", "--build-kind", "nightly")]
    [InlineData("--target=RunPipeline", "--file", ".buildkite/pipeline.yml")]
    [InlineData("--target=RunTpuTests", "--model-name", "Qwen/Qwen3-32B", "--stage", "UnitTest", "--runner", "host")]
    [InlineData("--target=RecordResult", "--step-key", "tpu6e_Qwen_Qwen3-32B_UnitTest")]
    [InlineData("--target=Benchmark", "--model-name", "Qwen/Qwen3-32B", "--runner", "host")]
    [InlineData("--target=BenchmarkReport")]
    [InlineData("--target=CheckResults")]
    [InlineData("--target=PublishMatrix", "--output", "matrices")]
    public async Task A_target_waits_for_nobody_and_writes_nothing_while_another_run_uses_the_folder(params string[] arguments)
    {
        var state = Path.Combine(clone.Root, ".buildkite-local");
        Directory.CreateDirectory(state);
        await using var held = new FileStream(Path.Combine(state, "run.lock"), FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        await File.WriteAllTextAsync(Path.Combine(state, "run.holder"), "RunPipeline (process 1)", TestContext.Current.CancellationToken);

        var run = await clone.BuildAsync([.. arguments, "--build", "local"]);

        run.ExitCode.ShouldBe(1, run.StandardOutput);
        run.StandardError.ShouldContain(
            $"Error: RunPipeline (process 1) uses the state in '{state}'; wait for it, or name another folder with --state"
        );
        Directory.GetFileSystemEntries(state).Select(Path.GetFileName).Order().ShouldBe(["run.holder", "run.lock"]);
        Directory.Exists(Path.Combine(clone.Root, "matrices")).ShouldBeFalse();
    }
}
