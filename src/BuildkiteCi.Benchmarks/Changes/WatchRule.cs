namespace BuildkiteCi.Benchmarks.Changes;

/// <summary>How some series are watched, where it differs from all others.</summary>
/// <param name="Case">The case's name; <c>*</c> matches any text.</param>
/// <param name="Metric">The metric's name, likewise.</param>
public sealed record WatchRule(string Case, string Metric)
{
    /// <summary>Smallest relative change that is reported; null: as set for all.</summary>
    public double? SmallestChange { get; init; }

    /// <summary>How readily; null: as set for all.</summary>
    public Sensitivity? Sensitivity { get; init; }

    /// <summary>Whether alerts are sent; null: as set for all.</summary>
    public bool? Alerts { get; init; }

    /// <summary>Whether it is for this series.</summary>
    public bool Fits(SeriesKey key) => Matches(Case, key.Case) && Matches(Metric, key.Metric.Name);

    // Each part between stars has to follow in its order, the first at the beginning and the last at the end.
    private static bool Matches(string pattern, string text)
    {
        var parts = pattern.Split('*');
        if (parts.Length == 1) return pattern == text;
        if (!text.StartsWith(parts[0], StringComparison.Ordinal) || !text.EndsWith(parts[^1], StringComparison.Ordinal)) return false;
        var (at, end) = (parts[0].Length, text.Length - parts[^1].Length);
        foreach (var part in parts[1..^1])
        {
            var found = at <= end ? text.IndexOf(part, at, StringComparison.Ordinal) : -1;
            if (found < 0) return false;
            at = found + part.Length;
        }

        return at <= end;
    }
}

/// <summary>How readily a change is reported.</summary>
public enum Sensitivity
{
    /// <summary>As the documentation's figures say.</summary>
    Normal,

    /// <summary>A tenth of the false alarms, and some nights later.</summary>
    Low,

    /// <summary>Some nights earlier, with several times the false alarms.</summary>
    High,
}
