using System.Collections.Immutable;
using BuildkiteCi.Matrices.Results;

namespace BuildkiteCi.Matrices.Releases;

/// <summary>All publications of one implementation, releases apart from nights, each oldest first.</summary>
public sealed class PublicationHistory
{
    private PublicationHistory(string implementation, ImmutableArray<BuildResults> releases, ImmutableArray<BuildResults> nights)
    {
        Implementation = implementation;
        Releases = releases;
        Nights = nights;
    }

    /// <summary>The implementation: <c>auto</c>, <c>flax_nnx</c>, <c>vllm</c>.</summary>
    public string Implementation { get; }

    /// <summary>The releases, by version. A tag published twice is there once, as it was published last.</summary>
    public ImmutableArray<BuildResults> Releases { get; }

    /// <summary>The nights, by date. A day (UTC) published twice is there once, as it was published last.</summary>
    public ImmutableArray<BuildResults> Nights { get; }

    /// <summary>The newest publication of any sort by its date; null where there is none.</summary>
    public BuildResults? Newest => Releases.Concat(Nights).MaxBy(results => results.Publication.Date);

    /// <summary>Puts results in order, a history for each implementation, in ordinal order of their names with <c>auto</c> first.</summary>
    /// <remarks>A release whose tag is no version stands before all others, by its tag.</remarks>
    public static ImmutableArray<PublicationHistory> Of(IEnumerable<BuildResults> all) =>
    [
        .. from results in all
           group results by results.Publication.Implementation into ofOne
           orderby ofOne.Key != Publication.Automatic, ofOne.Key
           let byKind = ofOne.GroupBy(results => results.Publication.Title).Select(same => same.MaxBy(results => results.Publication.Date)!)
               .ToLookup(results => results.Publication.Release is not null)
           select new PublicationHistory(
               ofOne.Key,
               [.. byKind[true].OrderBy(results => ReleaseVersion.Parse(results.Publication.Release!)).ThenBy(results => results.Publication.Release, StringComparer.Ordinal)],
               [.. byKind[false].OrderBy(results => results.Publication.Date)]),
    ];

    /// <summary>Everything before a publication that it can be compared with, newest first; the first is its predecessor.</summary>
    /// <remarks>
    /// A final release follows final releases, so that its notes hold all that changed since users last got one; a candidate follows whatever
    /// came before it; a night follows nights.
    /// </remarks>
    public ImmutableArray<BuildResults> Before(Publication publication)
    {
        if (publication.Release is not { } tag)
            return [.. Nights.Where(night => night.Publication.Date < publication.Date && night.Publication.Title != publication.Title).Reverse()];
        if (ReleaseVersion.Parse(tag) is not { } version) return [];
        return
        [
            .. from release in Releases.Reverse()
               let other = ReleaseVersion.Parse(release.Publication.Release!)
               where other is not null && other < version && !other.IsSameAs(version) && (other.IsFinal || !version.IsFinal)
               select release,
        ];
    }
}
