using System.Globalization;

namespace BuildkiteCi.Benchmarks.Cases;

/// <summary>A span as coreutils' <c>timeout</c> reads it: a number and <c>s</c> (default), <c>m</c>, <c>h</c> or <c>d</c>.</summary>
public static class Duration
{
    /// <summary>The span, or null where the text is none or not above zero.</summary>
    public static TimeSpan? Parse(string text)
    {
        var seconds = text.Length == 0 ? 0 : text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86400, _ => 0 };
        var digits = seconds == 0 ? text : text[..^1];
        if (!double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return null;
        var span = number * Math.Max(1, seconds);
        return span is > 0 and < 1e9 ? TimeSpan.FromSeconds(span) : null;
    }
}
