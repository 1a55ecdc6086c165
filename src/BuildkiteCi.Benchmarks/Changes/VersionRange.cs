using System.Collections.Immutable;

namespace BuildkiteCi.Benchmarks.Changes;

/// <summary>Versions of one part of the code under test between which a change came in: suspects.</summary>
/// <param name="Component"><c>tpu-inference</c>, <c>vllm</c>, <c>jax</c>; empty where the history does not say what the commit is
/// of.</param>
/// <param name="From">Last one before the change.</param>
/// <param name="To">First one after it.</param>
public sealed record VersionRange(string Component, string From, string To)
{
    // What a reader suspects first, first.
    private static readonly ImmutableArray<string> Order = ["", "tpu-inference", "vllm", "jax"];

    /// <summary>What changed from one point of a series to a later one; none where both measured the same code.</summary>
    public static ImmutableArray<VersionRange> Between(SeriesPoint before, SeriesPoint after)
    {
        var ranges = before.Versions.Where(version => after.Versions.TryGetValue(version.Key, out var later) && later != version.Value)
            .Select(version => new VersionRange(version.Key, version.Value, after.Versions[version.Key]))
            .OrderBy(range => Order.IndexOf(range.Component) is >= 0 and var rank ? rank : Order.Length)
            .ThenBy(range => range.Component, StringComparer.Ordinal)
            .ToImmutableArray();
        var isCovered = ranges.Any(range => range.To == after.Commit) || before.Commit == after.Commit;
        return isCovered ? ranges : [new VersionRange("", before.Commit, after.Commit), .. ranges];
    }

    /// <summary><c>vllm b8692ff01a2b..0123456789ab</c>.</summary>
    public override string ToString() => Component.Length == 0 ? Commits.Range(From, To) : $"{Component} {Commits.Range(From, To)}";

    /// <summary>The ranges in a line, also where there are none.</summary>
    public static string Line(ImmutableArray<VersionRange> ranges) => ranges.IsEmpty ? "the same code" : string.Join(", ", ranges);
}
