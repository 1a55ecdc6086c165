using System.Diagnostics;

namespace BuildkiteCi.Testing.Tests.Containers;

/// <summary>
/// A real Docker of these tests' own: its data, socket and containers are in a temporary folder, and it has one image, which is a static
/// busybox.
/// Where it cannot be had, <see cref="WhyMissing"/> shows why.
/// </summary>
public sealed class DockerEngine : IAsyncLifetime
{
    /// <summary>The image, for what a stage's command needs.</summary>
    public const string Image = "vllm-tpu:busybox";

    private readonly string folder;
    private Process? daemon;

    public DockerEngine()
        : this(Directory.CreateTempSubdirectory("tpu-ci-docker-").FullName) { }

    private DockerEngine(string folder) => this.folder = folder;

    /// <summary>Why there is none; null: there is one.</summary>
    public string? WhyMissing { get; private set; }

    /// <summary>Where the client finds it.</summary>
    public string Host => $"unix://{folder}/sock";

    /// <summary>One whose data is in this folder, which goes with it.</summary>
    public static DockerEngine In(string folder) => new(folder);

    public async ValueTask InitializeAsync()
    {
        WhyMissing = Needed();
        if (WhyMissing is not null) return;
        await StartAsync();
        if (WhyMissing is null) await ImportAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception busy) when (busy is IOException or UnauthorizedAccessException)
        {
            // What a daemon that was ended hard left mounted goes with the machine.
        }
    }

    /// <summary>Starts the daemon, and waits for its answer.</summary>
    public async Task StartAsync()
    {
        var start = new ProcessStartInfo(
            "dockerd",
            [
                "--iptables=false",
                "--bridge=none",
                "--storage-driver=vfs",
                $"--data-root={folder}/data",
                $"--exec-root={folder}/exec",
                $"--pidfile={folder}/pid",
                $"--host={Host}",
            ]
        )
        { RedirectStandardError = true, RedirectStandardOutput = true };
        daemon = Process.Start(start)!;
        var log = new System.Text.StringBuilder();
        daemon.ErrorDataReceived += (_, line) => { lock (log) log.AppendLine(line.Data); };
        daemon.OutputDataReceived += (_, _) => { };
        daemon.BeginErrorReadLine();
        daemon.BeginOutputReadLine();
        for (var tries = 0; tries < 120 && !daemon.HasExited; tries++)
        {
            if ((await AskAsync("version")).Status == 0) return;
            await Task.Delay(250);
        }

        lock (log)
            WhyMissing =
                "dockerd does not start here: "
                    + $"{log.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "it says nothing"}";
    }

    /// <summary>Ends the daemon as a machine does that is shut down; its containers end with it.</summary>
    public async Task StopAsync()
    {
        if (daemon is null or { HasExited: true }) return;
        using var kill = Process.Start("kill", ["-TERM", $"{daemon.Id}"]);
        await daemon.WaitForExitAsync();
        // It leaves the machine's own network namespace mounted below its folder.
        using var unmount = Process.Start(
            new ProcessStartInfo("umount", ["--quiet", $"{folder}/exec/netns/default"]) { RedirectStandardError = true }
        )!;
        await unmount.WaitForExitAsync();
    }

    /// <summary>Asks the engine.</summary>
    public async Task<(int Status, string Output)> AskAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("docker", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DOCKER_HOST"] = Host },
        };
        using var asked = Process.Start(start)!;
        var (output, errors) = (asked.StandardOutput.ReadToEndAsync(), asked.StandardError.ReadToEndAsync());
        await asked.WaitForExitAsync();
        await errors;
        return (asked.ExitCode, await output);
    }

    /// <summary>The names of all containers, running or not.</summary>
    public async Task<string[]> ContainersAsync() =>
        (await AskAsync("ps", "--all", "--format", "{{.Names}}")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string? Needed()
    {
        if (!OperatingSystem.IsLinux()) return "Docker's daemon runs on Linux";
        if (Environment.UserName != "root") return "Docker's daemon needs root";
        return BusyboxImage.Missing("dockerd", "docker", "busybox") is { } program
            ? $"there is no {program}; install docker.io and busybox-static"
            : null;
    }

    private async Task ImportAsync()
    {
        var imported = await AskAsync("import", await BusyboxImage.PackAsync(folder), Image);
        // The binary of a dynamic busybox would find no libraries in there.
        var tried = await AskAsync("run", "--rm", "--net", "host", Image, "bash", "-e", "-c", "exit 7");
        if (imported.Status != 0 || tried.Status != 7)
            WhyMissing = "no container runs here, or busybox is not static; install busybox-static";
    }
}
