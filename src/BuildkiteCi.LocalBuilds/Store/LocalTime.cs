using System.Globalization;

namespace BuildkiteCi.LocalBuilds.Store;

/// <summary>How a local build writes a time: UTC, to the millisecond, so that texts are in the order of the times.</summary>
internal static class LocalTime
{
    /// <summary>The text of a time: <c>2026-11-29T22:24:48.123Z</c>.</summary>
    public static string Text(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
