namespace BuildkiteCi.Benchmarks.History;

/// <summary>Spans of time as the history keeps them: in seconds.</summary>
internal static class Seconds
{
    /// <summary>The span whose <see cref="TimeSpan.TotalSeconds"/> these are. <see cref="TimeSpan.FromSeconds(double)"/> cuts the last tick
    /// off now and then.</summary>
    public static TimeSpan Span(double seconds) => TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond));
}
