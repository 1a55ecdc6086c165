using System.Collections.Immutable;

namespace BuildkiteCi.Composing.Selecting;

/// <summary>What was decided about each file of the catalogue.</summary>
/// <param name="Choices">Generation by generation, in the order in which the files' steps read.</param>
public sealed record SelectedFiles(ImmutableArray<FileChoice> Choices);
