namespace EndToEnd.Tests;

/// <summary>What somebody does in the first five minutes, from a clean clone, by typing it.</summary>
[Collection(CloneCollection.Name)]
public sealed class FirstRunTests(Clone clone) : IAsyncLifetime
{
    private const string File = ".buildkite/models/test-org_Test-Model-1_5B.yml";

    private static readonly string[] AddModel =
        ["--target=AddModel", "--model-name", "test-org/Test-Model-1.5B", "--queue", "tpu_v6e_queue", "--unit-test-command", "true"];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await clone.ResetAsync();

    [Fact]
    public void The_first_run_builds_checks_the_catalogue_and_shows_the_pipeline()
    {
        clone.FirstRun.ExitCode.ShouldBe(0, clone.FirstRun.StandardError);
        clone.FirstRun.StandardOutput.ShouldContain("v6e:");
        clone.FirstRun.StandardOutput.ShouldContain("v7x:");
        clone.FirstRun.StandardOutput.ShouldContain("meta-llama/Llama-3.1-8B-Instruct");
        clone.FirstRun.StandardOutput.ShouldContain("tpu_v7x_2_queue");
    }

    [Fact]
    public async Task An_error_in_the_catalogue_is_told_in_place_of_a_pipeline()
    {
        var path = Path.Combine(clone.Root, ".buildkite/quantization/FP8_W8A8.yml");
        await System.IO.File.WriteAllTextAsync(
            path,
            (await System.IO.File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).Replace(
                "quantization support matrix",
                "quantisation support matrix"
            ),
            TestContext.Current.CancellationToken
        );

        var run = await clone.BuildAsync();

        run.ExitCode.ShouldBe(1, run.StandardOutput);
        run.StandardError.ShouldContain(
            "error C014: the folder 'quantization' has no category 'quantisation support matrix'; did you mean 'quantization support "
                + "matrix'?"
        );
        Directory.Exists(Path.Combine(clone.Root, ".buildkite-local/pipeline")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_second_run_compiles_nothing()
    {
        // The one before may be another test's, with other sources.
        await clone.BuildAsync("--version");

        var run = await clone.BuildAsync("--target=Default");

        run.ExitCode.ShouldBe(0, run.StandardError);
        run.StandardError.ShouldNotContain("compiling");
    }

    [Fact]
    public async Task A_changed_source_is_compiled_before_the_next_run()
    {
        await System.IO.File.AppendAllTextAsync(
            Path.Combine(clone.Root, "build/Program.cs"),
            "// changed\n",
            TestContext.Current.CancellationToken
        );

        var run = await clone.BuildAsync("--target=Default");

        run.ExitCode.ShouldBe(0, run.StandardError);
        run.StandardError.ShouldContain("compiled in");
    }

    [Fact]
    public async Task A_model_is_added_with_one_command_and_its_todos_are_named_by_file_and_line()
    {
        var run = await clone.BuildAsync(AddModel);

        run.ExitCode.ShouldBe(0, run.StandardError);
        run.StandardOutput.ShouldContain($"{File}:");
        run.StandardOutput.ShouldContain("TODO: the score to reach");
        (await clone.StatusAsync()).Trim().ShouldBe($"?? {File}");
    }

    [Fact]
    public async Task The_same_model_again_is_refused_and_nothing_changes()
    {
        await clone.BuildAsync(AddModel);
        var before = await System.IO.File.ReadAllTextAsync(Path.Combine(clone.Root, File), TestContext.Current.CancellationToken);

        var again = await clone.BuildAsync([.. AddModel, "--accuracy-target", "0.5"]);

        again.ExitCode.ShouldBe(1);
        again.StandardError.ShouldContain($"{File}: error C010: 'test-org/Test-Model-1.5B' is in the catalogue already");
        (await System.IO.File.ReadAllTextAsync(Path.Combine(clone.Root, File), TestContext.Current.CancellationToken)).ShouldBe(before);
    }

    [Theory]
    [InlineData(
        "--queue: the fleet has no queue 'tpu_v6_queue'; did you mean 'tpu_v6e_queue'?",
        "--model-name",
        "a/b",
        "--queue",
        "tpu_v6_queue"
    )]
    [InlineData("--model-name: the name '' is empty", "--model-name", "", "--queue", "cpu")]
    [InlineData("--model-name: 'a//b' has an empty part beside a '/'", "--model-name", "a//b", "--queue", "cpu")]
    [InlineData(
        "--model-name: 'Llama-3.1-8B' has no organisation; give organisation/name as on Hugging Face",
        "--model-name",
        "Llama-3.1-8B",
        "--queue",
        "cpu"
    )]
    [InlineData("--model-name: '../../evil' holds '--' or '..'", "--model-name", "../../evil", "--queue", "cpu")]
    [InlineData("--model-name: 'org/a b' holds a blank", "--model-name", "org/a b", "--queue", "cpu")]
    [InlineData("--model-name is missing", "--queue", "cpu")]
    [InlineData("--queue is missing", "--model-name", "a/b")]
    [InlineData("AddModel has no option --que; did you mean 'queue'?", "--model-name", "a/b", "--que", "cpu")]
    public async Task Wrong_usage_is_told_in_one_line_and_ends_with_status_2(string message, params string[] arguments)
    {
        var run = await clone.BuildAsync(["--target=AddModel", .. arguments]);

        run.ExitCode.ShouldBe(2);
        run.StandardError.Split('\n').Count(line => line.Contains(message)).ShouldBe(1, run.StandardError);
        run.StandardError.ShouldNotContain("   at ");
        (await clone.StatusAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_nightly_pipeline_is_written_without_touching_a_build()
    {
        var run = await clone.BuildAsync("--target=GeneratePipeline", "--build-kind", "nightly", "--output", "out");

        run.ExitCode.ShouldBe(0, run.StandardError);
        Directory.GetFiles(Path.Combine(clone.Root, "out")).Select(Path.GetFileName).Order().ShouldBe(
            ["01-publish.yml", "02-v7x.yml", "03-v6e.yml", "meta-data.json"]);
        Directory.Exists(Path.Combine(clone.Root, ".buildkite-local")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("true", 0, "✅ Passing")]
    [InlineData("echo this is what the test says; exit 3", 1, "❌ Failing")]
    public async Task A_stage_that_ran_on_the_host_stands_in_the_matrix_of_the_local_build(string command, int status, string text)
    {
        await clone.BuildAsync([.. AddModel[..^1], command]);

        var run = await clone.BuildAsync(
            "--target=RunTpuTests",
            "--model-name",
            "test-org/Test-Model-1.5B",
            "--stage",
            "UnitTest",
            "--runner",
            "host"
        );
        var publish = await clone.BuildAsync("--target=PublishMatrix", "--results", "local", "--output", "matrices");

        run.ExitCode.ShouldBe(status, run.StandardError);
        if (status != 0) run.StandardOutput.ShouldContain("this is what the test says");
        publish.ExitCode.ShouldBe(0, publish.StandardError);
        var matrix = await System.IO.File.ReadAllLinesAsync(
            Directory
                .GetFiles(Path.Combine(clone.Root, "matrices"), "model_support_matrix.csv", SearchOption.AllDirectories)
                .Single(path => path.Contains("v6e")),
            TestContext.Current.CancellationToken);
        matrix.ShouldContain($"\"test-org/Test-Model-1.5B\",Text,{text},❓ Untested,❓ Untested");
        matrix.Count(line => line.Contains("❓ Untested,❓ Untested,❓ Untested")).ShouldBe(matrix.Length - 2);
    }
}
