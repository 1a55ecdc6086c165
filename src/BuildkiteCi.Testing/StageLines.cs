using BuildkiteCi.Core.Text;

namespace BuildkiteCi.Testing;

/// <summary>A stage's way to its log: stamps each line, and lets one through at a time.</summary>
/// <param name="log">Shows them.</param>
/// <param name="time">Stamps them.</param>
public sealed class StageLines(IStageLog log, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly long started = time.GetTimestamp();

    /// <summary>Time since the stage began.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(started);

    /// <summary>Writes a line that the test printed.</summary>
    public void Output(OutputLine line)
    {
        lock (gate) log.Output(Elapsed, line);
    }

    /// <summary>Writes a line of the runner's own.</summary>
    public void Notice(string text)
    {
        lock (gate) log.Notice(Elapsed, text);
    }
}
