using System.Security.Cryptography;
using CliWrap;
using CliWrap.Buffered;

namespace EndToEnd.Tests;

/// <summary>The one step that Buildkite holds, with an agent that can refuse an upload.</summary>
[Collection(CloneCollection.Name)]
public sealed class BootstrapTests(Clone clone) : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("buildkiteci-agent-").FullName;

    public async ValueTask InitializeAsync()
    {
        // As the agent finds it on its PATH.
        File.Copy(Path.Combine(clone.Root, "tests/EndToEnd.Tests/scripted-agent.sh"), Path.Combine(folder, "buildkite-agent"));
        await Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        await clone.ResetAsync();
    }

    [Fact]
    public async Task A_nightly_build_is_uploaded_from_the_bottom_of_its_page_after_its_meta_data()
    {
        var run = await BootstrapAsync(refused: 0);

        run.ExitCode.ShouldBe(0, run.StandardError);
        Uploads().Length.ShouldBe(3);
        Upload(1).ShouldContain("./build.sh --target=PublishMatrix --nightly --push");
        Upload(3).ShouldContain("TPU v6e nightly Tests (auto)");
        MetaData("JOB_PRIORITY").ShouldBe("0");
        MetaData("composition").ShouldBe("whole");
        var calls = await File.ReadAllLinesAsync(Path.Combine(folder, "state/calls"), TestContext.Current.CancellationToken);
        calls
            .Where(call => call.StartsWith("pipeline upload", StringComparison.Ordinal))
            .ShouldAllBe(call => call.Contains("--no-interpolation"));
    }

    [Fact]
    public async Task The_program_is_an_artifact_of_the_build_with_which_an_agent_without_an_SDK_runs_its_jobs()
    {
        (await BootstrapAsync(refused: 0)).ExitCode.ShouldBe(0);

        var archive = Directory.GetFiles(Path.Combine(folder, "state/artifacts")).ShouldHaveSingleItem();
        var sum = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(archive, TestContext.Current.CancellationToken)));
        Upload(1).ShouldContain($"BUILDKITECI_PROGRAM_SHA256: {sum}");
        foreach (var number in new[] { 1, 2, 3 })
            (Upload(number).Split("BUILDKITECI_PROGRAM_JOB: job").Length - 1).ShouldBe(Upload(number).Split("command: ").Length - 1);
        Directory.GetFiles(Path.Combine(folder, "state/meta-data")).ShouldNotContain(key => File.ReadAllText(key).Contains(sum));

        // Another machine: the sources, and neither what is compiled nor an SDK.
        var agent = Path.Combine(folder, "agent");
        await Cli.Wrap("git").WithArguments(["clone", "--quiet", clone.Root, agent]).ExecuteAsync(TestContext.Current.CancellationToken);
        var script = Path.Combine(agent, "build.sh");
        await File.WriteAllTextAsync(
            script,
            (await File.ReadAllTextAsync(script, TestContext.Current.CancellationToken)).Replace(
                "dotnet=$(command -v dotnet || true)",
                "dotnet=''; return 0",
                StringComparison.Ordinal
            ),
            TestContext.Current.CancellationToken
        );
        var run = await RunAsync(
            script,
            0,
            [("BUILDKITECI_CACHE", Path.Combine(folder, "cache")), ("BUILDKITECI_PROGRAM_SHA256", sum), ("BUILDKITECI_PROGRAM_JOB", "job")],
            "--target=Preview",
            "--file",
            ".buildkite/pipeline.yml"
        );

        run.StandardError.ShouldBe("build.sh: took the program of job job\n");
        run.StandardOutput.ShouldContain("Upload Pipeline");
    }

    [Theory]
    [InlineData(1, "upload 1 of 3, 'publish', failed")]
    [InlineData(3, "upload 3 of 3, 'v6e', failed")]
    public async Task A_refused_upload_ends_the_build_with_one_error_and_nothing_of_it_is_published(int refused, string message)
    {
        var run = await BootstrapAsync(refused);
        var publish = await RunAsync(
            Path.Combine(clone.Root, "build.sh"),
            0,
            "--target=PublishMatrix",
            "--nightly",
            "--output",
            Path.Combine(folder, "matrices")
        );

        run.ExitCode.ShouldNotBe(0);
        run.StandardError.Split('\n').Count(line => line.Contains($"Error: {message}")).ShouldBe(1, run.StandardError);
        run.StandardError.ShouldContain("422 Unprocessable Entity");
        run.StandardError.ShouldNotContain("   at ");
        Uploads().Length.ShouldBe(refused - 1);
        publish.ExitCode.ShouldBe(1, publish.StandardOutput);
        publish.StandardError.ShouldContain("the build's pipeline was uploaded only in part");
        Directory.Exists(Path.Combine(folder, "matrices")).ShouldBeFalse();
    }

    [Fact]
    public async Task An_error_in_the_catalogue_stops_a_nightly_build_before_any_upload_and_stands_on_its_page()
    {
        var file = Path.Combine(clone.Root, ".buildkite/rl/MoE_Expert_IDs.yml");
        await File.AppendAllTextAsync(
            file,
            "  - { label: '${TPU_VERSION} x', key: '${TPU_VERSION}_x', agents: { queue: cpu }, command: x, depends_on: nowhere }\n",
            TestContext.Current.CancellationToken
        );

        var run = await BootstrapAsync(refused: 0);

        run.ExitCode.ShouldBe(1, run.StandardOutput);
        run.StandardError.ShouldContain("error P012: step 'tpu6e_x' waits for 'nowhere', which no upload of this build holds");
        Directory.Exists(Path.Combine(folder, "state/uploads")).ShouldBeTrue();
        Uploads().ShouldBeEmpty();
        (await File.ReadAllTextAsync(Path.Combine(folder, "state/annotations"), TestContext.Current.CancellationToken)).ShouldContain(
            "**P012**: step &#39;tpu6e&#95;x&#39; waits for &#39;nowhere&#39;"
        );
    }

    private string[] Uploads() => Directory.GetFiles(Path.Combine(folder, "state/uploads"));

    private string Upload(int number) => File.ReadAllText(Path.Combine(folder, $"state/uploads/{number}.yml"));

    private string MetaData(string key) => File.ReadAllText(Path.Combine(folder, "state/meta-data", key));

    private Task<BufferedCommandResult> BootstrapAsync(int refused) => RunAsync("bash", refused, ".buildkite/scripts/bootstrap.sh");

    private Task<BufferedCommandResult> RunAsync(string program, int refused, params string[] arguments) =>
        RunAsync(program, refused, [], arguments);

    private async Task<BufferedCommandResult> RunAsync(
        string program,
        int refused,
        (string Name, string Value)[] variables,
        params string[] arguments
    ) =>
        await Cli.Wrap(program)
            .WithArguments(arguments)
            .WithWorkingDirectory(clone.Root)
            .WithEnvironmentVariables(environment =>
            {
                environment.Set("PATH", $"{folder}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}")
                    .Set("AGENT_STATE", Path.Combine(folder, "state")).Set("REFUSED_UPLOAD", $"{refused}")
                    .Set("BUILDKITE", "true").Set("BUILDKITE_JOB_ID", "job").Set("BUILDKITE_AGENT_ACCESS_TOKEN", "token-of-this-job")
                    .Set("NIGHTLY", "1").Set("BUILDKITE_BRANCH", "main").Set("BUILDKITE_SOURCE", "schedule").Set("NO_COLOR", "1");
                foreach (var (name, value) in variables) environment.Set(name, value);
            })
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);
}
