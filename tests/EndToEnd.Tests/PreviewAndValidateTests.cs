using System.Text.Json;

namespace EndToEnd.Tests;

/// <summary>A look at pipelines from the command line.</summary>
[Collection(CloneCollection.Name)]
public sealed class PreviewAndValidateTests(Clone clone) : IAsyncLifetime
{
    private const string Bad = "bad pipeline.yml";

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await clone.ResetAsync();

    [Fact]
    public async Task The_catalogue_and_the_pipeline_of_this_repository_have_no_errors_and_strictly_seen_open_todos()
    {
        var run = await clone.BuildAsync("--target=Validate");
        var strict = await clone.BuildAsync("--target=Validate", "--strict");

        run.ExitCode.ShouldBe(0, run.StandardError);
        strict.ExitCode.ShouldBe(1);
        strict.StandardError.ShouldContain("error P024: a TODO is not filled in");
    }

    [Fact]
    public async Task What_is_wrong_with_a_file_comes_as_lines_JSON_or_SARIF()
    {
        await Write("steps:\n  - command: make\n    timeout_in_minuets: 5\n");

        var text = await clone.BuildAsync("--target=Validate", "--files", Bad);
        var json = await clone.BuildAsync("--target=Validate", "--files", Bad, "--format=json");
        var sarif = await clone.BuildAsync("--target=Validate", "--files", Bad, "--format=sarif");

        new[] { text.ExitCode, json.ExitCode, sarif.ExitCode }.ShouldBe([1, 1, 1]);
        text.StandardError.ShouldContain(
            $"{Bad}:3:5: error P044: 'timeout_in_minuets' is no attribute of a command step; did you mean 'timeout_in_minutes'?"
        );
        using var problems = JsonDocument.Parse(json.StandardOutput);
        problems.RootElement[0].GetProperty("code").GetString().ShouldBe("P044");
        using var log = JsonDocument.Parse(sarif.StandardOutput);
        log.RootElement.GetProperty("runs")[0].GetProperty("results").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task A_pipeline_is_shown_as_Buildkite_gets_it_for_a_generation()
    {
        await Write(
            "steps:\n  - name: Tests on ${TPU_VERSION}\n    commands: [make, make test]\n    agents: { queue: $TPU_QUEUE_MULTI }\n"
        );

        var json = await clone.BuildAsync("--target=Preview", "--file", Bad, "--tpu", "v7x");
        var yaml = await clone.BuildAsync("--target=Preview", "--file", Bad, "--format=yaml", "--no-interpolation");

        json.ExitCode.ShouldBe(0, json.StandardError);
        using var seen = JsonDocument.Parse(json.StandardOutput);
        seen.RootElement.GetProperty("steps")[0].GetProperty("label").GetString().ShouldBe("Tests on tpu7x");
        seen.RootElement.GetProperty("steps")[0].GetProperty("agents").GetProperty("queue").GetString().ShouldBe("tpu_v7x_8_queue");
        yaml.StandardOutput.ShouldBe("""
            steps:
              - label: Tests on ${TPU_VERSION}
                command: |-
                  make
                  make test
                agents:
                  queue: $TPU_QUEUE_MULTI

            """);
    }

    [Fact]
    public async Task A_file_that_Buildkite_refuses_has_no_preview_and_one_that_is_not_there_is_wrong_usage()
    {
        await Write("steps:\n  - command: ${NAME:?needed}\n");

        var refused = await clone.BuildAsync("--target=Preview", "--file", Bad);
        var missing = await clone.BuildAsync("--target=Preview", "--file", "missing.yml");

        refused.ExitCode.ShouldBe(1);
        refused.StandardOutput.ShouldBe("");
        refused.StandardError.ShouldContain($"{Bad}:2:20: error P030: ");
        missing.ExitCode.ShouldBe(2);
        missing.StandardError.ShouldContain("there is no file 'missing.yml'");
    }

    private Task Write(string text) =>
        System.IO.File.WriteAllTextAsync(Path.Combine(clone.Root, Bad), text, TestContext.Current.CancellationToken);
}
