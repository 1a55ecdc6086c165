using System.Collections.Concurrent;
using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Matrices.Definitions;
using BuildkiteCi.Matrices.Judging;
using BuildkiteCi.Matrices.Ordering;
using BuildkiteCi.Matrices.Results;

namespace BuildkiteCi.Matrices.History;

/// <summary>All that was ever published, by release and night: what pages, comparisons, news and the release gate are made of.</summary>
public sealed class SupportHistory
{
    private ImmutableArray<SubjectHistory> subjects = [];
    private Dictionary<(SubjectKind, SubjectName), SubjectHistory> byName = [];
    private ImmutableArray<Edition> byDate;

    internal SupportHistory(
        MatrixDefinitions definitions,
        ImmutableArray<Edition> releases,
        ImmutableArray<Edition> nights,
        ImmutableArray<string> implementations,
        ImmutableArray<string> generations
    )
    {
        Definitions = definitions;
        Releases = releases;
        Nights = nights;
        Implementations = implementations;
        Generations = generations;
    }

    /// <summary>The matrices.</summary>
    public MatrixDefinitions Definitions { get; }

    /// <summary>The releases by version; a tag that is no version comes before all others.</summary>
    public ImmutableArray<Edition> Releases { get; }

    /// <summary>The nights by day.</summary>
    public ImmutableArray<Edition> Nights { get; }

    /// <summary>Every release and night: releases first.</summary>
    public IEnumerable<Edition> Editions => Releases.Concat(Nights);

    /// <summary>Every release and night by the time of its last publication.</summary>
    internal ImmutableArray<Edition> EditionsByDate => byDate.IsDefault ? byDate = [.. Editions.OrderBy(edition => edition.Date)] : byDate;

    /// <summary>The implementations, <c>auto</c> first, then by name.</summary>
    public ImmutableArray<string> Implementations { get; }

    /// <summary>The generations' short names, of all publications, in order.</summary>
    public ImmutableArray<string> Generations { get; }

    /// <summary>Every subject ever published: by matrix, those of the newest publications first.</summary>
    public ImmutableArray<SubjectHistory> Subjects
    {
        get => subjects;
        internal set
        {
            subjects = value;
            byName = value.ToDictionary(subject => (subject.Kind, subject.Name));
        }
    }

    /// <summary>The newest release; null where there is none.</summary>
    public Edition? NewestRelease => Releases.IsEmpty ? null : Releases[^1];

    /// <summary>The newest night; null where there is none.</summary>
    public Edition? NewestNight => Nights.IsEmpty ? null : Nights[^1];

    /// <summary>What readers see first: the newest release, else the newest night; null where nothing was published.</summary>
    public Edition? Newest => NewestRelease ?? NewestNight;

    /// <summary>
    /// The subjects of an edition as readers get them: by matrix; models by type, what works on most generations first, features by
    /// version.
    /// </summary>
    public ImmutableArray<SubjectHistory> InOrder(Edition edition) =>
        [
            .. from subject in Subjects
            where subject.IsIn(edition)
            let isModel = subject.Kind == SubjectKind.Model
            let type = isModel ? TypeOrder(subject) : 0
            orderby Definitions.All.IndexOf(subject.Definition), type
            group subject by (subject.Definition, type) into same
            from subject in same.Key.Definition.Kind == SubjectKind.Model
                ? same.OrderBy(one => Rank(one, edition))
                    .ThenBy(one => one.Name.Text, StringComparer.OrdinalIgnoreCase)
                    .ThenBy(one => one.Name.Text, StringComparer.Ordinal)
                : same.OrderBy(one => $"\"{one.Name}\"", VersionOrder.Comparer)
            select subject,
        ];

    private static int TypeOrder(SubjectHistory subject) =>
        subject.Definition.Categories.Select(category => category.Type).ToList().IndexOf(subject.Type);

    // Works everywhere first, then in the order of the verdicts: the letters of each generation, the newest generation first.
    private int Rank(SubjectHistory subject, Edition edition)
    {
        const string BestFirst = "wslbhnfum";
        var (main, rank) = (subject.Main(edition), 0);
        for (var at = Generations.Length - 1; at >= 0; at--)
        {
            var verdict = main is null ? null : subject.At(edition, main, Generations[at])?.Verdict;
            rank = (rank * BestFirst.Length) + BestFirst.IndexOf(VerdictLook.Of(verdict).Letter, StringComparison.Ordinal);
        }

        return rank;
    }

    /// <summary>A subject; null where it was never published.</summary>
    public SubjectHistory? Subject(SubjectKind kind, SubjectName name) => byName.GetValueOrDefault((kind, name));

    /// <summary>The release of a tag, or the night of a day; null where there is none. <c>nightly</c> is the newest night.</summary>
    public Edition? Find(string title) =>
        title == "nightly"
            ? NewestNight
            : Editions.FirstOrDefault(edition => edition.Title == title || (edition.IsRelease && Same(edition.Title, title)));

    /// <summary>
    /// The edition that one is compared with by itself: a final release with the final release before it, so that its notes hold all that
    /// changed since users last got one; a candidate with whatever came before it; a night with the night before. Null for the first.
    /// </summary>
    /// <param name="edition">The edition.</param>
    /// <param name="implementation">An implementation that both must have published; null: any.</param>
    public Edition? Before(Edition edition, string? implementation = null)
    {
        bool Fits(Edition other) => implementation is null || other.Publications.ContainsKey(implementation);
        if (!edition.IsRelease) return Nights.LastOrDefault(night => night.Number < edition.Number && Fits(night));
        if (ReleaseVersion.Parse(edition.Title) is not { } version) return null;
        return Releases.LastOrDefault(release =>
            release.Number < edition.Number && Fits(release)
            && (
                ReleaseVersion.Parse(release.Title) is not { } other
                || (other < version && !other.IsSameAs(version) && (other.IsFinal || !version.IsFinal))
            )
        );
    }

    /// <summary>Whether an implementation's publication of an edition holds anything of a generation.</summary>
    public bool Tests(Edition edition, string implementation, string generation) =>
        tested.GetOrAdd(
            (edition.Number, implementation, generation),
            _ => Subjects.Any(subject => subject.At(edition, implementation, generation) is not null)
        );

    // Pages are made on several threads.
    private readonly ConcurrentDictionary<(int, string, string), bool> tested = [];

    private static bool Same(string one, string other) =>
        ReleaseVersion.Parse(one) is { } left && ReleaseVersion.Parse(other) is { } right && left.IsSameAs(right);
}
