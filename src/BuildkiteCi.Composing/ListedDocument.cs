using BuildkiteCi.Composing.Settings;

namespace BuildkiteCi.Composing;

/// <summary>A listed pipeline, expanded.</summary>
/// <param name="Page">What it adds to the page.</param>
/// <param name="Place">Where on the page.</param>
internal sealed record ListedDocument(PagePart Page, PagePlace Place);
