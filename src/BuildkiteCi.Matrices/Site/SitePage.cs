namespace BuildkiteCi.Matrices.Site;

/// <summary>What a page is besides its content.</summary>
/// <param name="Title">Its title, without the site's.</param>
/// <param name="Description">What previews and search engines show of it, a sentence or two.</param>
/// <param name="Address">Its address from the site's root; it decides how far up the root is.</param>
/// <param name="Data">The address of the same as JSON, from the site's root.</param>
internal sealed record SitePage(string Title, string Description, string Address, string Data)
{
    /// <summary>The page of the navigation that it belongs to.</summary>
    public string? Section { get; init; }

    /// <summary>The front page whose results it shows: <c>index.html</c> or <c>nightly.html</c>; null: it shows no edition in
    /// particular.</summary>
    public string? Front { get; init; }

    /// <summary>A script with data of its own, from the site's root; null: none.</summary>
    public string? Script { get; init; }

    /// <summary>The way from the page to the site's root.</summary>
    public string Up => string.Concat(Enumerable.Repeat("../", Address.Count(character => character == '/')));
}
