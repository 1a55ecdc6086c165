using System.Diagnostics;

namespace BuildkiteCi.Machine;

/// <summary>The processes of one run, from start to sweep.</summary>
/// <param name="root">The process that was started.</param>
/// <param name="leash">A variable that all of them were started with; null: only the tree below the root is known.</param>
/// <param name="grace">How long they have between being asked to end and being ended.</param>
/// <param name="time">Measures that.</param>
internal sealed class RunningProcess(int root, string? leash, TimeSpan grace, TimeProvider time)
{
    // How often we look whether a process that was asked to end has ended.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Waits for the root to end, even while others hold its output open.</summary>
    public async Task RootEndedAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var process = Process.GetProcessById(root);
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (ArgumentException)
        {
            // It has ended already.
        }
    }

    /// <summary>Asks the whole run to end, and ends what has not done so after the grace.</summary>
    public Task StopAsync() => EndAsync([.. Signals.Tree(root).Union(Left())]);

    /// <summary>Does the same with what the root left behind.</summary>
    public Task SweepAsync() => EndAsync(Left());

    private List<int> Left() => leash is null ? [] : Signals.StartedWith(leash);

    private async Task EndAsync(List<int> processes)
    {
        if (processes.Count == 0) return;
        if (grace > TimeSpan.Zero)
        {
            Signals.Send(Signals.Term, processes);
            var asked = time.GetTimestamp();
            while (time.GetElapsedTime(asked) < grace)
            {
                processes = [.. processes.Where(Runs).Union(Left())];
                if (processes.Count == 0) return;
                await Task.Delay(Pause, time, CancellationToken.None);
            }
        }

        Signals.Send(Signals.Kill, processes.Union(Left()));
    }

    // A zombie has ended; its parent has not looked yet.
    private static bool Runs(int process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            return stat[(stat.LastIndexOf(')') + 1)..].TrimStart() is not ['Z' or 'X', ..];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
