using System.Diagnostics;
using CliWrap;
using CliWrap.Buffered;

namespace EndToEnd.Tests;

/// <summary>Stages in containers of an engine that is a script, by typing it.</summary>
[Collection(CloneCollection.Name)]
public sealed class RunTpuTestsTests(Clone clone) : IAsyncLifetime
{
    private const string Commit = "0123456789abcdef0123456789abcdef01234567";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Bin => Path.Combine(clone.Root, "fake-bin");

    private string[] Calls =>
        File.Exists(Path.Combine(clone.Root, "calls"))
            ? File.ReadAllText(Path.Combine(clone.Root, "calls")).Split('\0', StringSplitOptions.RemoveEmptyEntries)
            : [];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await clone.ResetAsync();

    [Fact]
    public async Task A_job_s_stage_runs_in_the_image_of_its_commits_and_its_container_is_gone_afterwards()
    {
        WriteEngine("echo in the container; exit 4");

        var run = await RunAsync(("VLLM_COMMIT_HASH", "abcdef"), ("HF_TOKEN", "hf_secret"));

        run.ExitCode.ShouldBe(1);
        run.StandardOutput.ShouldContain("in the container");
        run.StandardError.ShouldContain("UnitTest of Qwen/Qwen3-4B: failed (exit status 4)");
        var started = Calls.Single(call => call.StartsWith("run ", StringComparison.Ordinal));
        started.ShouldContain($" vllm-tpu:abcdef-{Commit} bash -e -c pytest");
        started.ShouldContain(" --env HF_TOKEN ");
        string.Join('\n', Calls).ShouldNotContain("hf_secret");
        Calls.ShouldContain($"rm --force --volumes {started.Split(' ')[3]}");
    }

    [Fact]
    public async Task A_cancelled_job_leaves_no_container()
    {
        WriteEngine("echo in the container; exec sleep 1000");
        using var process = Process.Start(Start(("RUNNING", "1")))!;
        string? line;
        do line = await process.StandardOutput.ReadLineAsync(Stop);
        while (line?.EndsWith("in the container", StringComparison.Ordinal) == false);

        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await process.WaitForExitAsync(Stop);

        process.ExitCode.ShouldBe(143);
        var container = Calls.Single(call => call.StartsWith("run ", StringComparison.Ordinal)).Split(' ')[3];
        Calls.ShouldContain($"rm --force --volumes {container}");
        var error = (await process.StandardError.ReadToEndAsync(Stop)).Trim();
        error.ShouldContain("Error: UnitTest of Qwen/Qwen3-4B: cancelled after ");
        error.ShouldEndWith($"; container {container} is removed (SIGTERM)");
    }

    [Fact]
    public async Task A_machine_without_a_TPU_says_so_before_anything_is_pulled()
    {
        if (Directory.Exists("/dev/vfio") || File.Exists("/dev/accel0")) Assert.Skip("this machine has a TPU");
        WriteEngine("true");
        File.Delete(Path.Combine(Bin, "tpu-info"));

        var run = await RunAsync();

        run.ExitCode.ShouldBe(1);
        run.StandardError.ShouldContain("this machine has no TPU");
        run.StandardError.ShouldContain("--runner host");
        Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_benchmark_on_a_machine_without_a_TPU_is_the_machine_s_failure_and_not_the_model_s()
    {
        if (Directory.Exists("/dev/vfio") || File.Exists("/dev/accel0")) Assert.Skip("this machine has a TPU");

        var run = await clone.BuildAsync("--target=Benchmark", "--model-name", "Qwen/Qwen3-32B");
        var check = await clone.BuildAsync("--target=CheckResults", "--step-keys", "tpu6e_Qwen_Qwen3-32B_Benchmark");

        run.ExitCode.ShouldBe(1);
        run.StandardError.ShouldContain("the benchmark of Qwen/Qwen3-32B could not be run: this machine has no TPU");
        check.StandardOutput.ShouldContain("1 step: 0 passed, 1 failed (1 of them infrastructure failures), 0 not run");
    }

    private async Task<BufferedCommandResult> RunAsync(params (string Name, string Value)[] variables)
    {
        var start = Start(variables);
        return await Cli.Wrap(start.FileName)
            .WithArguments(start.ArgumentList)
            .WithWorkingDirectory(clone.Root)
            .WithEnvironmentVariables(start.Environment.ToDictionary(variable => variable.Key, variable => variable.Value))
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(Stop);
    }

    private ProcessStartInfo Start(params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(Path.Combine(clone.Root, "build.sh"), ["--target=RunTpuTests", "--build", "local"])
        {
            UseShellExecute = false,
            WorkingDirectory = clone.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (
            var (name, value) in variables.Concat([
                ("BUILDKITE_COMMIT", Commit),
                ("BUILDKITE_STEP_KEY", "tpu6e_Qwen_Qwen3-4B_UnitTest"),
                ("CI_TARGET", "Qwen/Qwen3-4B"),
                ("CI_STAGE", "UnitTest"),
                ("TEST_COMMAND", "pytest"),
                ("PATH", $"{Bin}:{Environment.GetEnvironmentVariable("PATH")}"),
            ])
        )
            start.Environment[name] = value;
        return start;
    }

    private void WriteEngine(string run)
    {
        Directory.CreateDirectory(Bin);
        Write("tpu-info", "");
        Write("docker", $"""
            printf '%s\0' "$*" >> '{clone.Root}/calls'
            case "$1" in
              run) {run} ;;
            esac
            """);

        void Write(string name, string text)
        {
            var path = Path.Combine(Bin, name);
            File.WriteAllText(path, $"#!/usr/bin/env bash\n{text}\n");
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
