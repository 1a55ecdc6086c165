using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Matrices.History;
using BuildkiteCi.Matrices.Judging;

namespace BuildkiteCi.Matrices.Releases;

/// <summary>What changed between two editions, for every subject, on every generation, of every implementation that both
/// published.</summary>
/// <param name="Before">The edition compared with; null: there is none, so nothing is compared.</param>
/// <param name="After">The edition.</param>
public sealed record ReleaseComparison(Edition? Before, Edition After)
{
    /// <summary>A speed that differs by less is noise: nights differ by up to 2 % in throughput and 4 % in P99 times.</summary>
    public const double Noise = 0.05;

    /// <summary>Worked, and works no longer; or was limited and fails.</summary>
    public ImmutableArray<SubjectChange> Broke { get; private init; } = [];

    /// <summary>Works, and did not; subjects that are new are in <see cref="Added"/>.</summary>
    public ImmutableArray<SubjectChange> NewlyWorks { get; private init; } = [];

    /// <summary>Subjects that the edition before did not list at all.</summary>
    public ImmutableArray<SubjectChange> Added { get; private init; } = [];

    /// <summary>Had a result, and has none.</summary>
    public ImmutableArray<SubjectChange> NoLongerTested { get; private init; } = [];

    /// <summary>Failed or was limited, and still is.</summary>
    public ImmutableArray<SubjectChange> StillFailing { get; private init; } = [];

    /// <summary>Changed in any other way.</summary>
    public ImmutableArray<SubjectChange> Other { get; private init; } = [];

    /// <summary>Speeds that changed beyond <see cref="Noise"/>, the worst first.</summary>
    public ImmutableArray<SpeedChange> Speed { get; private init; } = [];

    /// <summary>Whether any test of the edition has a result.</summary>
    public bool HasResults { get; private init; }

    /// <summary>Whether nothing changed; what still fails is no change.</summary>
    public bool IsEmpty => Broke.IsEmpty && NewlyWorks.IsEmpty && Added.IsEmpty && NoLongerTested.IsEmpty && Other.IsEmpty && Speed.IsEmpty;

    /// <summary>Compares two editions of a history.</summary>
    /// <param name="history">The history.</param>
    /// <param name="before">The one compared with; null: nothing is compared.</param>
    /// <param name="after">The other.</param>
    /// <param name="implementation">An implementation that is compared alone; null: all.</param>
    public static ReleaseComparison Of(SupportHistory history, Edition? before, Edition after, string? implementation = null)
    {
        var implementations = history.Implementations.Where(one => implementation is null || one == implementation).ToArray();
        var tested = history.Subjects.Any(subject =>
            implementations.Any(one => history.Generations.Any(generation => subject.At(after, one, generation)?.Verdict.IsTested == true))
        );
        if (before is null) return new ReleaseComparison(null, after) { HasResults = tested };

        var places = Places(history, implementations, before, after);
        var sections = places
            .Where(place => !IsNew(place.Subject, before))
            .ToLookup(place => SectionOf(place.Place.Before?.Verdict, place.Place.After?.Verdict), place => place);
        return new ReleaseComparison(before, after)
        {
            HasResults = tested,
            Broke = Lines(sections[Section.Broke]),
            NewlyWorks = Lines(sections[Section.Works]),
            NoLongerTested = Lines(sections[Section.Lost]),
            StillFailing = [.. Lines(sections[Section.Still]).Select(change => change with { Since = Since(history, change, before) })],
            Other = Lines(sections[Section.Other]),
            Added = Lines(places.Where(place => IsNew(place.Subject, before) && place.Place.After is not null)),
            Speed =
            [
                .. places
                    .Select(place => SpeedOf(place.Subject, place.Place))
                    .OfType<SpeedChange>()
                    .OrderBy(change => change.IsBetter)
                    .ThenByDescending(change => Math.Abs(change.Ratio)),
            ],
        };
    }

    private enum Section
    {
        None,
        Broke,
        Works,
        Still,
        Lost,
        Other,
    }

    private static bool IsNew(SubjectHistory subject, Edition before) => !subject.IsIn(before);

    // Only what both editions published on that generation can have changed; what has the same verdict and the same speed has not.
    private static List<(SubjectHistory Subject, ChangedPlace Place)> Places(
        SupportHistory history,
        string[] implementations,
        Edition before,
        Edition after
    )
    {
        var tracks = (
            from implementation in implementations
            where before.Publications.ContainsKey(implementation) && after.Publications.ContainsKey(implementation)
            from generation in history.Generations
            where history.Tests(before, implementation, generation) && history.Tests(after, implementation, generation)
            select (implementation, generation)
        ).ToArray();
        var places = new List<(SubjectHistory, ChangedPlace)>();
        foreach (var subject in history.Subjects)
        {
            var isNew = IsNew(subject, before);
            foreach (var (implementation, generation) in tracks)
            {
                var (was, now) = (subject.At(before, implementation, generation), subject.At(after, implementation, generation));
                if (was is null && now is null) continue;
                var place = new ChangedPlace(implementation, generation, was, now);
                if (isNew || SectionOf(was?.Verdict, now?.Verdict) != Section.None || SpeedOf(subject, place) is not null)
                    places.Add((subject, place));
            }
        }

        return places;
    }

    private static Section SectionOf(SubjectVerdict? before, SubjectVerdict? after) => (before?.Kind, after?.Kind) switch
    {
        (VerdictKind.Works, VerdictKind.Works) => Section.None,
        (VerdictKind.Works, VerdictKind.Limited or VerdictKind.Fails or VerdictKind.TooLarge) => Section.Broke,
        (VerdictKind.Limited, VerdictKind.Fails) => Section.Broke,
        (_, VerdictKind.Works) => Section.Works,
        (VerdictKind.Limited or VerdictKind.Fails, VerdictKind.Limited or VerdictKind.Fails) => Section.Still,
        (VerdictKind.Works or VerdictKind.Limited or VerdictKind.Fails, null or VerdictKind.Untested) => Section.Lost,
        _ => before == after ? Section.None : Section.Other,
    };

    private static bool IsBad(SubjectVerdict? verdict) => verdict?.Kind is VerdictKind.Limited or VerdictKind.Fails;

    private static ImmutableArray<SubjectChange> Lines(IEnumerable<(SubjectHistory Subject, ChangedPlace Place)> places) =>
    [
        .. from place in places
           group place.Place by (place.Subject, place.Place.Before?.Verdict, place.Place.After?.Verdict) into same
           orderby same.Key.Subject.Kind != SubjectKind.Model, same.Key.Subject.Name.Text.ToUpperInvariant(), same.Key.Subject.Name.Text
           select new SubjectChange(same.Key.Subject, [.. same]),
    ];

    // The oldest edition of the unbroken row, of the sort that is compared, in which it was no good either.
    private static Edition? Since(SupportHistory history, SubjectChange change, Edition before) =>
        (before.IsRelease ? history.Releases : history.Nights)
            .Where(edition => edition.Number <= before.Number && edition.Publications.ContainsKey(change.Places[0].Implementation))
            .Reverse()
            .TakeWhile(edition => IsBad(change.Subject.At(edition, change.Places[0].Implementation, change.Places[0].Generation)?.Verdict))
            .LastOrDefault();

    private static SpeedChange? SpeedOf(SubjectHistory subject, ChangedPlace place)
    {
        if (place.Before?.Speed is not { Value: > 0 } before || place.After?.Speed is not { Value: > 0 } after) return null;
        if (before.Metric.Name != after.Metric.Name || before.Metric.Unit != after.Metric.Unit || after.Metric.Better == Better.Neither)
            return null;
        var change = new SpeedChange(subject, place.Implementation, place.Generation, before, after);
        return Math.Abs(change.Ratio) > Noise ? change : null;
    }
}
