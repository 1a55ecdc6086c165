namespace BuildkiteCi.Matrices.Definitions;

/// <summary>A variant that a pivoted matrix has columns for.</summary>
/// <param name="Name">How subjects' names end, without the hyphen: <c>w8a16</c>.</param>
/// <param name="Header">How its columns' headers begin: <c>W8 A16</c>.</param>
public sealed record PivotVariant(string Name, string Header);
