using System.Collections.Immutable;

namespace BuildkiteCi.Benchmarks.Changes;

/// <summary>One cause: the changes of all series that can have come in between the same two runs.</summary>
/// <param name="LastGood">The last run that all of them leave before it.</param>
/// <param name="FirstBad">The first run that all of them leave after it.</param>
/// <param name="Members">What it did, the largest first.</param>
public sealed record ChangeEvent(SeriesPoint LastGood, SeriesPoint FirstBad, ImmutableArray<EventMember> Members)
{
    /// <summary>The newest event's other name.</summary>
    public const string Latest = "latest";

    private const int CommitDigits = 7;

    /// <summary>Its name on a command line: night and commit of the first run after it, <c>2026-03-06-b8692ff</c>.</summary>
    public string Id =>
        $"{FirstBad.Date:yyyy-MM-dd}-{(Commits.IsHash(FirstBad.Commit) ? FirstBad.Commit[..CommitDigits] : FirstBad.Commit)}";

    /// <summary>The versions to look at; empty where both runs measured the same code.</summary>
    public ImmutableArray<VersionRange> Suspects => VersionRange.Between(LastGood, FirstBad);

    /// <summary>
    /// Where it can have come in, one place after the other: as for its best located member, within what all members leave possible. The
    /// chances add up to 1. Metrics of one run share their noise, so that several of them tell little more than one.
    /// </summary>
    public ImmutableArray<PossiblePlace> Places
    {
        get
        {
            var inside = Members.Where(member => !member.Places.IsEmpty).OrderBy(member => member.Places.Length)
                .Select(member =>
                    member.Places.RemoveAll(place => place.LastGood.Moment < LastGood.Moment || place.FirstBad.Moment > FirstBad.Moment)
                )
                .FirstOrDefault(places => !places.IsEmpty);
            if (inside.IsDefault) return [new PossiblePlace(LastGood, FirstBad, 1)];
            var total = inside.Sum(place => place.Chance);
            return [.. inside.Select(place => place with { Chance = place.Chance / total })];
        }
    }

    /// <summary>Whether nothing of it is confirmed yet.</summary>
    public bool IsSuspected => Members.All(member => member.IsSuspected);

    /// <summary>How many cases it touched.</summary>
    public int Cases => Members.Select(member => member.Series.Case).Distinct(StringComparer.Ordinal).Count();

    /// <summary>How many of its members regressed.</summary>
    public int Worse => Members.Count(member => member.Verdict == ChangeVerdict.Regressed);

    /// <summary>How many of its members improved.</summary>
    public int Better => Members.Count(member => member.Verdict == ChangeVerdict.Improved);

    /// <summary>Whether some members regressed and others improved: neither word is true of it.</summary>
    public bool IsMixed => Worse > 0 && Better > 0;

    /// <summary>What it is all together, for whom one word has to do: a regression as soon as one of its members is.</summary>
    public ChangeVerdict Verdict =>
        Array.Find([ChangeVerdict.Regressed, ChangeVerdict.Improved], verdict => Members.Any(member => member.Verdict == verdict))
            is not ChangeVerdict.Unchanged
                and var found
            ? found
            : ChangeVerdict.Moved;

    /// <summary>The event of this name, or of a name that begins like this and like no other; <c>latest</c>: the newest. Null: there is
    /// none, or several.</summary>
    public static ChangeEvent? Find(ImmutableArray<ChangeEvent> events, string name)
    {
        if (name == Latest) return events.FirstOrDefault();
        if (events.FirstOrDefault(one => one.Id == name) is { } exact) return exact;
        var like = events.Where(one => one.Id.StartsWith(name, StringComparison.Ordinal)).ToArray();
        return like.Length == 1 ? like[0] : null;
    }

    /// <summary>The events of series that were looked at together, the newest first. What unstable ones do is no event.</summary>
    public static ImmutableArray<ChangeEvent> Of(IEnumerable<SeriesChanges> found)
    {
        var events = new List<Range>();
        // The best located ones first: they decide where an event is, and the others join one that they leave possible.
        foreach (
            var (low, high, member) in found
                .Where(series => series.Unstable is null)
                .SelectMany(EventMember.Of)
                .Select(pair => (pair.Low, pair.High, pair.Member))
                .OrderBy(pair => pair.High.Moment - pair.Low.Moment)
                .ThenBy(pair => pair.High.Moment)
        )
        {
            var joined = events
                .Where(range => range.Overlaps(low, high))
                .MinBy(range => (range.High.Moment - member.First.Moment).Duration());
            if (joined is null) events.Add(new Range(low, high, [member]));
            else joined.Join(low, high, member);
        }

        return
        [
            .. events.OrderByDescending(range => range.High.Moment)
                .Select(range => new ChangeEvent(
                    range.Low,
                    range.High,
                    [.. range.Members.OrderByDescending(member => Math.Abs(Math.Log(Math.Max(1 + member.Relative, 1e-3))))]
                )),
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
