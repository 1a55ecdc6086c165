using System.Collections.Immutable;
using BuildkiteCi.Benchmarks.Changes;

namespace BuildkiteCi.Benchmarks.Reports;

/// <summary>The names of events by what they did: which of a page's events a change of a series belongs to.</summary>
/// <param name="events">The events that are on the page.</param>
internal sealed class EventNames(IEnumerable<ChangeEvent> events)
{
    private readonly ILookup<(SeriesKey, int, bool), string> names = events
        .SelectMany(one => one.Members.Select(member => (Key: (member.Series, member.First.Row, member.IsSuspected), one.Id)))
        .ToLookup(pair => pair.Key, pair => pair.Id);

    /// <summary>The event of a change; null where it is not on the page.</summary>
    public string? Of(SeriesKey key, Change change) => names[(key, change.First.Row, false)].FirstOrDefault();

    /// <summary>The event of a suspicion; null where it is not on the page.</summary>
    public string? Of(SeriesKey key, Suspicion suspicion) => names[(key, suspicion.First.Row, true)].FirstOrDefault();
}
