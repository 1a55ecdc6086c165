using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Matrices.Results;

namespace BuildkiteCi.Matrices.Releases;

/// <summary>What changed from one publication to the next, over the generations that both tested.</summary>
/// <param name="Before">The publication compared with; null for the first of all, which has nothing but itself.</param>
/// <param name="After">The publication.</param>
public sealed record Comparison(Publication? Before, Publication After)
{
    /// <summary>A throughput or time that differs by less is noise: nights differ by up to 2 % in throughput and 4 % in P99 times.</summary>
    public const double Noise = 0.05;

    /// <summary>Whether any test of the publication has a result.</summary>
    public bool HasResults { get; private init; } = true;

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

    /// <summary>The same comparison with results of some places only; subjects that came or went stay.</summary>
    public Comparison Only(Func<ResultPlace, bool> wanted) => this with
    {
        NewlyFailing = [.. NewlyFailing.Where(change => wanted(change.Place))],
        NewlyPassing = [.. NewlyPassing.Where(change => wanted(change.Place))],
        OtherChanges = [.. OtherChanges.Where(change => wanted(change.Place))],
        StillFailing = [.. StillFailing.Where(failure => wanted(failure.Place))],
        Performance = [.. Performance.Where(change => wanted(change.Place))],
    };

    /// <summary>Compares results with those before them.</summary>
    /// <param name="results">The results.</param>
    /// <param name="before">Earlier ones, newest first (<see cref="PublicationHistory.Before"/>): the first is compared with, all tell since when something fails.</param>
    public static Comparison Of(BuildResults results, ImmutableArray<BuildResults> before) =>
        Of(new ResultSnapshot(results), [.. before.Select(one => new ResultSnapshot(one))]);

    /// <summary>Compares results with those before them.</summary>
    /// <param name="now">The results.</param>
    /// <param name="before">Earlier ones, newest first.</param>
    public static Comparison Of(ResultSnapshot now, ImmutableArray<ResultSnapshot> before)
    {
        if (before.IsEmpty) return new Comparison(null, now.Publication) { HasResults = now.HasResults };

        var then = before[0];
        var changes = (from place in now.Places.Union(then.Places)
                       where now.Holds(place) && then.Holds(place)
                       let change = new StatusChange(place, then[place].Status, now[place])
                       // By the matrices' text: what was published as Passing and is declared now has not changed.
                       where change.Before.Text != change.After.Status.Text
                       select change).ToImmutableArray();
        var (subjectsNow, subjectsThen) = (now.SubjectsBeside(then).ToHashSet(), then.SubjectsBeside(now).ToHashSet());
        return new Comparison(then.Publication, now.Publication)
        {
            HasResults = now.HasResults,
            NewlyFailing = [.. changes.Where(change => change.After.Status == Status.Failing)],
            NewlyPassing = [.. changes.Where(change => change.After.Status == Status.Passing)],
            OtherChanges = [.. changes.Where(change => change.After.Status != Status.Failing && change.After.Status != Status.Passing)],
            StillFailing = [.. from place in now.Places where now.Fails(place) && then.Fails(place) select new LastingFailure(place, now[place], Since(place, before))],
            Added = Arrivals(now, subjectsNow.Except(subjectsThen)),
            Removed = [.. subjectsThen.Except(subjectsNow).Select(subject => new ListedChange(subject.Kind, subject.Name, []))],
            Performance = [.. Measured(now, then).OrderBy(change => change.IsBetter).ThenByDescending(change => Math.Abs(change.Ratio))],
        };
    }

    private static ImmutableArray<ListedChange> Arrivals(ResultSnapshot now, IEnumerable<(SubjectKind Kind, SubjectName Name)> subjects)
    {
        var failing = now.Places.Where(now.Fails).ToLookup(place => (place.Kind, place.Subject));
        return [.. subjects.Select(subject => new ListedChange(subject.Kind, subject.Name, [.. failing[subject]]))];
    }

    private static IEnumerable<PerformanceChange> Measured(ResultSnapshot now, ResultSnapshot then) =>
        from place in now.Places
        where then.Holds(place)
        from after in now[place].Measurements
        let before = then[place].Measurements.FirstOrDefault(one => one.Metric.Name == after.Metric.Name && one.Metric.Unit == after.Metric.Unit)
        where before is { Value: > 0 } && after.Value > 0 && after.Metric.Better != Better.Neither
        let change = new PerformanceChange(place, before, after)
        where Math.Abs(change.Ratio) > Noise
        select change;

    private static string Since(ResultPlace place, ImmutableArray<ResultSnapshot> before) =>
        before.TakeWhile(one => one.Fails(place)).Last().Publication.Title;
}
