using System.Diagnostics;

namespace BuildkiteCi.Testing.Tests.Containers;

/// <summary>
/// A real Podman whose data is in a temporary folder, with the same image as <see cref="DockerEngine"/>. It has no daemon: what is called is
/// a script that adds the folder. Where it cannot be had, <see cref="WhyMissing"/> shows why.
/// </summary>
public sealed class PodmanEngine : IAsyncLifetime
{
    /// <summary>The image.</summary>
    public const string Image = "localhost/vllm-tpu:busybox";

    private readonly string folder = Directory.CreateTempSubdirectory("tpu-ci-podman-").FullName;

    /// <summary>Why there is none; null: there is one.</summary>
    public string? WhyMissing { get; private set; }

    /// <summary>What <c>ci.yml</c> names as the engine.</summary>
    public string Program => Path.Combine(folder, "podman");

    /// <summary>What a container needs where its machine is a container itself, as CI's is: limits that its root may set.</summary>
    public static string[] Limits => ["--ulimit", "nofile=1024:1024", "--ulimit", "nproc=1000:1000"];

    public async ValueTask InitializeAsync()
    {
        WhyMissing =
            !OperatingSystem.IsLinux() ? "Podman runs on Linux"
            : Environment.UserName != "root" ? "a Podman with data of its own needs root here"
            : BusyboxImage.Missing("podman", "busybox") is { } program ? $"there is no {program}; install podman and busybox-static"
            : null;
        if (WhyMissing is not null || OperatingSystem.IsWindows()) return;
        await File.WriteAllTextAsync(
            Program,
            $"""
            #!/bin/sh
            exec podman --root '{folder}/data' --runroot '{folder}/run' --storage-driver vfs --cgroup-manager cgroupfs --events-backend file "$@"

            """
        );
        File.SetUnixFileMode(Program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var imported = await AskAsync("import", await BusyboxImage.PackAsync(folder), Image);
        var tried = await AskAsync(["run", "--rm", "--net", "host", .. Limits, Image, "bash", "-e", "-c", "exit 7"]);
        if (imported.Status != 0 || tried.Status != 7) WhyMissing = $"no container of Podman runs here: {tried.Errors.Trim()}";
    }

    public async ValueTask DisposeAsync()
    {
        if (WhyMissing is null) await AskAsync("rm", "--all", "--force", "--time", "0");
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception busy) when (busy is IOException or UnauthorizedAccessException)
        {
            // What it left mounted goes with the machine.
        }
    }

    /// <summary>Asks the engine.</summary>
    public async Task<(int Status, string Output, string Errors)> AskAsync(params string[] arguments)
    {
        using var asked = Process.Start(
            new ProcessStartInfo(Program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true }
        )!;
        var (output, errors) = (asked.StandardOutput.ReadToEndAsync(), asked.StandardError.ReadToEndAsync());
        await asked.WaitForExitAsync();
        return (asked.ExitCode, await output, await errors);
    }

    /// <summary>The names of all containers, running or not.</summary>
    public async Task<string[]> ContainersAsync() =>
        (await AskAsync("ps", "--all", "--format", "{{.Names}}")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
