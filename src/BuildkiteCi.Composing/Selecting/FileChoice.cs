using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Composing.Selecting;

/// <summary>Whether a file of the catalogue takes part in a build for a generation.</summary>
/// <param name="File">The file.</param>
/// <param name="Generation">The generation.</param>
/// <param name="IsIn">Whether it does.</param>
/// <param name="Reason">Why, as a part of a sentence: <c>the pull request changes it</c>.</param>
public sealed record FileChoice(CatalogueFile File, Generation Generation, bool IsIn, string Reason);
