using System.Collections.Immutable;
using BuildkiteCi.Matrices.Releases;

namespace BuildkiteCi.Matrices.Site;

/// <summary>All publications of one implementation, releases and nights, oldest first.</summary>
/// <param name="Implementation">The implementation.</param>
/// <param name="Publications">Its publications; at least one.</param>
internal sealed record PublicationLine(string Implementation, ImmutableArray<SitePublication> Publications)
{
    public SitePublication Newest => Publications[^1];
}

/// <summary>A publication with its page.</summary>
/// <param name="Results">Its results.</param>
/// <param name="Supports">Its matrices for readers.</param>
/// <param name="Address">Its page, from the site's root.</param>
/// <param name="Comparison">What changed since the one before.</param>
internal sealed record SitePublication(Matrices.Results.BuildResults Results, ImmutableArray<Support> Supports, string Address, Comparison Comparison)
{
    public Matrices.Results.Publication About => Results.Publication;

    public string Title => Results.Publication.Title;

    /// <summary>The day of publication (UTC).</summary>
    public string Day => Results.Publication.Date.UtcDateTime.ToString("yyyy-MM-dd");
}
