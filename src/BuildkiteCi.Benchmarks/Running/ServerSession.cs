using BuildkiteCi.Core.Text;
using BuildkiteCi.Testing;

namespace BuildkiteCi.Benchmarks.Running;

/// <summary>A server that was started, until it is stopped.</summary>
internal sealed class ServerSession : IAsyncDisposable
{
    /// <summary>The server's log in the run's folder.</summary>
    public const string LogFile = "vllm_log.txt";

    private readonly BenchmarkDependencies world;
    private readonly BenchmarkSettings settings;
    private readonly StageLines lines;
    private readonly CancellationTokenSource stopping = new();
    private readonly Task<ProcessExit> running;
    private readonly long started;

    private ServerSession(BenchmarkDependencies world, BenchmarkSettings settings, StageLines lines, CommandLine command, int port)
    {
        this.world = world;
        this.settings = settings;
        this.lines = lines;
        Port = port;
        started = world.Time.GetTimestamp();
        running = world.Processes.RunAsync(command with { KeepsOutput = false }, OnLine, stopping.Token);
    }

    public ServerLog Log { get; } = new();

    public int Port { get; }

    /// <summary>Ends when the server does, by whatever cause.</summary>
    public Task Ended => running;

    public static ServerSession Start(
        BenchmarkDependencies world,
        BenchmarkSettings settings,
        StageLines lines,
        CommandLine command,
        int port
    ) => new(world, settings, lines, command, port);

    /// <summary>Waits until the server answers and reports that it has started.</summary>
    /// <param name="limit">How long.</param>
    /// <param name="healthyWithoutLog">How often in a row it must answer where its log does not say so: with several hosts another one's
    /// may.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Null when it is ready, else why it will not be.</returns>
    public async Task<string?> ReadyAsync(TimeSpan limit, int healthyWithoutLog, CancellationToken cancellationToken)
    {
        var healthy = 0;
        var said = started;
        while (true)
        {
            if (running.IsCompleted) return $"the server ended {await HowAsync()} before it was ready{Reason()}";
            if (Log.FirstFatalLine is { } fatal)
            {
                await CauseAsync(fatal, cancellationToken);
                return $"the server cannot start (line {fatal} of {LogFile}){Reason()}";
            }

            healthy = await world.Health.IsHealthyAsync(Port, cancellationToken) ? healthy + 1 : 0;
            // The health of a server that ended meanwhile is another server's on the same port.
            if (healthy > 0 && !running.IsCompleted && (Log.IsReady || healthy >= healthyWithoutLog))
            {
                if (!Log.IsReady) lines.Notice("the server is well, though its log does not say that it has started");
                return null;
            }

            var elapsed = world.Time.GetElapsedTime(started);
            if (elapsed >= limit) return $"the server was not ready within {Elapsed.Text(limit)}{Reason()}";
            if (world.Time.GetElapsedTime(said) >= settings.Progress)
            {
                said = world.Time.GetTimestamp();
                lines.Notice($"waiting for the server, {Elapsed.Text(elapsed)} of at most {Elapsed.Text(limit)}, {Log.Count} lines of log");
            }

            await Task.WhenAny(running, Task.Delay(settings.Poll, world.Time, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>How the server ended, for a message; only when it has.</summary>
    public async Task<string> HowAsync() => await running switch
    {
        { StartError: { } error } => $"at once ({error})",
        { Status: var status } => $"with exit status {status}",
    };

    /// <summary>Ends the server and everything that it started.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!running.IsCompleted) lines.Notice("stopping the server");
        await stopping.CancelAsync();
        try
        {
            await running;
        }
        catch (OperationCanceledException)
        {
            // That was asked for.
        }

        stopping.Dispose();
    }

    // The line that shows what is wrong comes dozens of lines after the first fatal one, if at all.
    private async Task CauseAsync(int fatal, CancellationToken cancellationToken)
    {
        var seen = world.Time.GetTimestamp();
        while (Log.RootCauseLine == fatal && !running.IsCompleted && world.Time.GetElapsedTime(seen) < settings.Grace)
            await Task.WhenAny(running, Task.Delay(settings.Poll, world.Time, cancellationToken));
    }

    /// <summary>Why a server that was ready ended, behind a colon; empty where it wrote nothing.</summary>
    public string Because => Log.LastTelling is { } telling ? $": {telling}" : "";

    private string Reason() => Log.Cause is { } cause ? $": {cause}" : Log.Count == 0 ? ": it wrote nothing" : "";

    private void OnLine(OutputLine line)
    {
        world.Folder.Append(LogFile, line.Text);
        Log.Add(line.Text);
    }
}
