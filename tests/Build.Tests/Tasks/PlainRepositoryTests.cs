namespace Build.Tests.Tasks;

/// <summary>Builds of a repository that has nothing of ours but a pipeline.</summary>
public sealed class PlainRepositoryTests : IDisposable
{
    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public async Task Its_pipeline_is_run_as_it_is_now_and_a_build_that_is_resumed_as_it_was()
    {
        place.Write(".buildkite/pipeline.yml", "steps: [{ key: one, command: echo one >> order; exit 1 }]");
        (await place.RunAsync("RunPipeline")).ExitCode.ShouldBe(1);

        place.Write(".buildkite/pipeline.yml", "steps: [{ key: two, command: echo two >> order }]");
        (await place.RunAsync("RunPipeline", "--continue")).ExitCode.ShouldBe(1);
        var run = await place.RunAsync("RunPipeline");

        run.ExitCode.ShouldBe(0, run.StandardOutput + run.StandardError);
        File.ReadAllLines(Path.Combine(place.Root, "order")).ShouldBe(["one", "one", "two"]);
        File.ReadAllText(Path.Combine(place.Root, ".buildkite-local/.gitignore")).ShouldBe("*\n");
    }

    [Theory]
    [InlineData("--until")]
    [InlineData("--from")]
    [InlineData("--list", "--until")]
    public async Task A_misspelt_key_is_refused_before_anything_runs(params string[] options)
    {
        place.Write(
            ".buildkite/pipeline.yml",
            "steps: [{ group: tests, key: tests, steps: [{ key: unit, command: echo unit >> order }] }]"
        );
        if (options.Contains("--from")) (await place.RunAsync("RunPipeline", "--until", "tests")).ExitCode.ShouldBe(0);
        File.Delete(Path.Combine(place.Root, "order"));

        var run = await place.RunAsync("RunPipeline", [.. options, "unti"]);

        (run.ExitCode, File.Exists(Path.Combine(place.Root, "order"))).ShouldBe((2, false));
        run.StandardError.ShouldContain("no step of the build has key 'unti'; did you mean 'unit'?");
    }
}
