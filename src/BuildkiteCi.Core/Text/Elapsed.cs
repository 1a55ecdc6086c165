namespace BuildkiteCi.Core.Text;

/// <summary>Writes spans for people.</summary>
public static class Elapsed
{
    /// <summary><c>850 ms</c>, <c>12.3 s</c>, <c>2 min 5 s</c>, <c>1 h 2 min</c>.</summary>
    public static string Text(TimeSpan span) => span switch
    {
        { TotalSeconds: < 1 } => $"{Math.Max(0, (int)span.TotalMilliseconds)} ms",
        { TotalMinutes: < 1 } => $"{Math.Floor(span.TotalSeconds * 10) / 10:0.0} s",
        { TotalHours: < 1 } => $"{span.Minutes} min {span.Seconds} s",
        _ => $"{(int)span.TotalHours} h {span.Minutes} min",
    };

    /// <summary>As the head of a log line: <c>00:02:05</c>, hours may pass 24.</summary>
    public static string Clock(TimeSpan span) => $"{(int)span.TotalHours:00}:{span.Minutes:00}:{span.Seconds:00}";
}
