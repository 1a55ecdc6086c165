namespace BuildkiteCi.Testing;

/// <summary>Reports when a command has written nothing for a while, and again after each further while.</summary>
public sealed class SilenceWatch : IDisposable
{
    private readonly TimeSpan span;
    private readonly TimeProvider time;
    private readonly ITimer timer;
    private long lastLine;

    /// <param name="span">The while.</param>
    /// <param name="time">Measures it.</param>
    /// <param name="silentFor">Gets how long nothing has come; called on a thread of the timer's.</param>
    public SilenceWatch(TimeSpan span, TimeProvider time, Action<TimeSpan> silentFor)
    {
        this.span = span;
        this.time = time;
        lastLine = time.GetTimestamp();
        timer = time.CreateTimer(_ => silentFor(time.GetElapsedTime(Interlocked.Read(ref lastLine))), null, span, span);
    }

    /// <summary>A line has come.</summary>
    public void Heard()
    {
        Interlocked.Exchange(ref lastLine, time.GetTimestamp());
        timer.Change(span, span);
    }

    /// <inheritdoc/>
    public void Dispose() => timer.Dispose();
}
