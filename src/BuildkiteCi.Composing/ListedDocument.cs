namespace BuildkiteCi.Composing;

/// <summary>A listed pipeline, expanded.</summary>
/// <param name="Page">What it adds to the page.</param>
/// <param name="IsBelow">Whether it stands below the catalogue's groups.</param>
internal sealed record ListedDocument(PagePart Page, bool IsBelow);
