using System.Globalization;

namespace BuildkiteCi.Core.Text;

/// <summary>Spans of time as people write and read them.</summary>
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

    /// <summary>As a running clock: <c>2:05</c>, <c>1:02:05</c>.</summary>
    public static string Watch(TimeSpan span) =>
        span < TimeSpan.Zero ? "0:00"
        : span.TotalHours >= 1 ? $"{(int)span.TotalHours}:{span.Minutes:00}:{span.Seconds:00}"
        : $"{span.Minutes}:{span.Seconds:00}";

    /// <summary>A span as coreutils' <c>timeout</c> reads it, and in milliseconds: a number and <c>ms</c>, <c>s</c> (default), <c>m</c>,
    /// <c>h</c> or <c>d</c>.</summary>
    /// <returns>The span; null where the text is none, or one of over 30 years.</returns>
    public static TimeSpan? Parse(string text)
    {
        var digits = text.TrimEnd("mshd".ToCharArray());
        var seconds = text[digits.Length..] switch { "" or "s" => 1, "ms" => 0.001, "m" => 60, "h" => 3600, "d" => 86400, _ => double.NaN };
        return double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number * seconds is < 1e9 and var all
                ? OfSeconds(all)
                : null;
    }

    /// <summary>The span whose <see cref="TimeSpan.TotalSeconds"/> these are. <see cref="TimeSpan.FromSeconds(double)"/> cuts the last tick
    /// off now and then.</summary>
    public static TimeSpan OfSeconds(double seconds) => TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond));
}
