using System.Collections.Immutable;

namespace BuildkiteCi.Benchmarks.Changes;

/// <summary>One cause: the changes of all series that can have come in between the same two runs.</summary>
/// <param name="LastGood">The last run that all of them leave before it.</param>
/// <param name="FirstBad">The first run that all of them leave after it.</param>
/// <param name="Members">What it did, the largest first.</param>
public sealed record ChangeEvent(SeriesPoint LastGood, SeriesPoint FirstBad, ImmutableArray<EventMember> Members)
{
    private const int CommitDigits = 7;

    /// <summary>Its name on a command line: night and commit of the first run after it, <c>2026-03-06-b8692ff</c>.</summary>
    public string Id => $"{FirstBad.Date:yyyy-MM-dd}-{(Commits.IsHash(FirstBad.Commit) ? FirstBad.Commit[..CommitDigits] : FirstBad.Commit)}";

    /// <summary>The versions to look at; empty where both runs measured the same code.</summary>
    public ImmutableArray<VersionRange> Suspects => VersionRange.Between(LastGood, FirstBad);

    /// <summary>Whether nothing of it is confirmed yet.</summary>
    public bool IsSuspected => Members.All(member => member.IsSuspected);

    /// <summary>How many cases it touched.</summary>
    public int Cases => Members.Select(member => member.Series.Case).Distinct(StringComparer.Ordinal).Count();

    /// <summary>What it is all together: a regression as soon as one of its members is.</summary>
    public ChangeVerdict Verdict => Array.Find([ChangeVerdict.Regressed, ChangeVerdict.Improved], verdict => Members.Any(member => member.Verdict == verdict)) is not ChangeVerdict.Unchanged and var found
        ? found : ChangeVerdict.Moved;

    /// <summary>The events of series that were looked at together, the newest first.</summary>
    public static ImmutableArray<ChangeEvent> Of(IEnumerable<SeriesChanges> found)
    {
        var events = new List<Range>();
        // The best located ones first: they decide where an event is, and the others join one that they leave possible.
        foreach (var (low, high, member) in found.SelectMany(EventMember.Of).Select(pair => (pair.Low, pair.High, pair.Member)).OrderBy(pair => pair.High.Moment - pair.Low.Moment).ThenBy(pair => pair.High.Moment))
        {
            var joined = events.Where(range => range.Overlaps(low, high)).MinBy(range => (range.High.Moment - member.First.Moment).Duration());
            if (joined is null) events.Add(new Range(low, high, [member]));
            else joined.Join(low, high, member);
        }

        return
        [
            .. events.OrderByDescending(range => range.High.Moment)
                .Select(range => new ChangeEvent(range.Low, range.High, [.. range.Members.OrderByDescending(member => Math.Abs(Math.Log(Math.Max(1 + member.Relative, 1e-3))))])),
        ];
    }

    private sealed class Range(SeriesPoint low, SeriesPoint high, List<EventMember> members)
    {
        public SeriesPoint Low { get; private set; } = low;

        public SeriesPoint High { get; private set; } = high;

        public List<EventMember> Members { get; } = members;

        public bool Overlaps(SeriesPoint low, SeriesPoint high) => low.Moment < High.Moment && Low.Moment < high.Moment;

        public void Join(SeriesPoint low, SeriesPoint high, EventMember member)
        {
            if (low.Moment > Low.Moment) Low = low;
            if (high.Moment < High.Moment) High = high;
            Members.Add(member);
        }
    }
}
