namespace BuildkiteCi.Matrices.Definitions;

/// <summary>A category as a matrix shows it.</summary>
/// <param name="Name">The value of <c>CI_CATEGORY</c>: <c>text-only</c>.</param>
/// <param name="Type">The text of the type column: <c>Text</c>.</param>
public sealed record MatrixCategory(string Name, string Type);
