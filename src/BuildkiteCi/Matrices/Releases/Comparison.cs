using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Matrices.Results;

namespace BuildkiteCi.Matrices.Releases;

/// <summary>What changed from one publication to the next, over the generations that both tested.</summary>
/// <param name="Before">The publication compared with; null for the first of all, which has nothing but itself.</param>
/// <param name="After">The publication.</param>
public sealed record Comparison(Publication? Before, Publication After)
{
    /// <summary>A throughput or time that differs by less is noise: nights differ by up to 2 % in throughput and 4 % in P99 times.</summary>
    public const double Noise = 0.05;

    /// <summary>Results that fail and did not.</summary>
    public ImmutableArray<StatusChange> NewlyFailing { get; private init; } = [];

    /// <summary>Results that pass and did not.</summary>
    public ImmutableArray<StatusChange> NewlyPassing { get; private init; } = [];

    /// <summary>Results that changed in any other way.</summary>
    public ImmutableArray<StatusChange> OtherChanges { get; private init; } = [];

    /// <summary>Results that failed before too.</summary>
    public ImmutableArray<LastingFailure> StillFailing { get; private init; } = [];

    /// <summary>Subjects that have come.</summary>
    public ImmutableArray<ListedChange> Added { get; private init; } = [];

    /// <summary>Subjects that have gone.</summary>
    public ImmutableArray<ListedChange> Removed { get; private init; } = [];

    /// <summary>Measurements beyond <see cref="Noise"/>, the worst first.</summary>
    public ImmutableArray<PerformanceChange> Performance { get; private init; } = [];

    /// <summary>Whether nothing changed; what still fails is no change.</summary>
    public bool IsEmpty => NewlyFailing.IsEmpty && NewlyPassing.IsEmpty && OtherChanges.IsEmpty && Added.IsEmpty && Removed.IsEmpty && Performance.IsEmpty;

    /// <summary>Compares results with those before them.</summary>
    /// <param name="results">The results.</param>
    /// <param name="before">Earlier ones, newest first (<see cref="PublicationHistory.Before"/>): the first is compared with, all tell since when something fails.</param>
    public static Comparison Of(BuildResults results, ImmutableArray<BuildResults> before)
    {
        if (before.IsEmpty) return new Comparison(null, results.Publication);

        var past = before.Select(one => new ResultSnapshot(one)).ToArray();
        var now = new ResultSnapshot(results, past[0].Generations);
        var then = past[0] = new ResultSnapshot(before[0], now.Generations);
        var changes = (from place in now.Places.Union(then.Places)
                       where now.Holds(place) && then.Holds(place)
                       let change = new StatusChange(place, then[place].Status, now[place])
                       where change.Before != change.After.Status
                       select change).ToImmutableArray();
        return new Comparison(before[0].Publication, results.Publication)
        {
            NewlyFailing = [.. changes.Where(change => change.After.Status == Status.Failing)],
            NewlyPassing = [.. changes.Where(change => change.After.Status == Status.Passing)],
            OtherChanges = [.. changes.Where(change => change.After.Status != Status.Failing && change.After.Status != Status.Passing)],
            StillFailing = [.. from place in now.Failing where then.Holds(place) && then[place].Status == Status.Failing select new LastingFailure(place, now[place], Since(place, past))],
            Added = [.. from subject in now.Subjects where !then.Holds(subject) select new ListedChange(subject.Kind, subject.Name, [.. now.Failing.Where(place => place.Kind == subject.Kind && place.Subject == subject.Name)])],
            Removed = [.. from subject in then.Subjects where !now.Holds(subject) select new ListedChange(subject.Kind, subject.Name, [])],
            Performance = [.. Measured(now, then).OrderBy(change => change.IsBetter).ThenByDescending(change => Math.Abs(change.Ratio))],
        };
    }

    private static IEnumerable<PerformanceChange> Measured(ResultSnapshot now, ResultSnapshot then) =>
        from place in now.Places
        where then.Holds(place)
        from after in now[place].Measurements
        let before = then[place].Measurements.FirstOrDefault(one => one.Name == after.Name && one.Unit == after.Unit)
        where before is { Value: > 0 } && after.Value > 0
        let change = new PerformanceChange(place, before, after)
        where Math.Abs(change.Ratio) > Noise
        select change;

    private static string Since(ResultPlace place, ResultSnapshot[] past) =>
        past.TakeWhile(one => one.Holds(place) && one[place].Status == Status.Failing).Last().Title;
}
