namespace BuildkiteCi.Testing;

/// <summary>A stage's way to its log: stamps each line, and lets one through at a time.</summary>
/// <param name="log">Shows them.</param>
/// <param name="time">Stamps them.</param>
internal sealed class StageLines(IStageLog log, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly long started = time.GetTimestamp();

    public TimeSpan Elapsed => time.GetElapsedTime(started);

    public void Output(OutputLine line)
    {
        lock (gate) log.Output(Elapsed, line);
    }

    public void Notice(string text)
    {
        lock (gate) log.Notice(Elapsed, text);
    }
}
