using System.Diagnostics;

namespace BuildkiteCi.Benchmarks.Tests.History;

/// <summary>A PostgreSQL server of the tests' own, in a temporary folder, on a free port; started by the first test that asks for
/// it.</summary>
public sealed class PostgresServer : IDisposable
{
    private readonly Lazy<string> started;
    private string? folder;
    private int databases;

    public PostgresServer() => started = new Lazy<string>(Start);

    private static string? Programs =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory
                .GetDirectories("/usr/lib/postgresql")
                .Select(version => Path.Combine(version, "bin"))
                .Where(bin => File.Exists(Path.Combine(bin, "initdb")))
                .Max(StringComparer.Ordinal)
            : null;

    /// <summary>The address of an empty database; the test is skipped where there is no PostgreSQL.</summary>
    public string NewDatabase()
    {
        if (Programs is null) Assert.Skip("PostgreSQL (apt-get install postgresql) is not here");
        var server = started.Value;
        var name = $"history{Interlocked.Increment(ref databases)}";
        Run("psql", "-q", "-h", "127.0.0.1", "-p", server, "-U", "postgres", "-d", "postgres", "-c", $"CREATE DATABASE {name}");
        return $"postgres://postgres@127.0.0.1:{server}/{name}";
    }

    public void Dispose()
    {
        if (folder is null) return;
        Run("pg_ctl", "-s", "stop", "-D", folder, "-m", "immediate");
        Directory.Delete(folder, recursive: true);
    }

    private string Start()
    {
        var port = FreePort.Find().ToString();
        var data = Path.Combine(Path.GetTempPath(), $"buildkiteci-pg-{Guid.NewGuid():N}");
        Run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "--no-sync", "--locale=C.UTF-8", "-E", "UTF8");
        folder = data;
        Run(
            "pg_ctl",
            "-s",
            "start",
            "-w",
            "-D",
            data,
            "-l",
            Path.Combine(data, "server.log"),
            "-o",
            $"-p {port} -k {data} -h 127.0.0.1 -F"
        );
        return port;
    }

    // The server refuses to run as root.
    private static void Run(string program, params string[] arguments)
    {
        var path = Path.Combine(Programs!, program);
        var start =
            Environment.UserName == "root"
                ? new ProcessStartInfo("runuser", ["-u", "postgres", "--", path, .. arguments])
                : new ProcessStartInfo(path, arguments);
        start.WorkingDirectory = Path.GetTempPath();
        // pg_ctl leaves a server behind, which would hold a pipe open.
        start.RedirectStandardOutput = program == "initdb";
        using var process = Process.Start(start)!;
        if (start.RedirectStandardOutput) process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: exit status {process.ExitCode}");
    }
}
