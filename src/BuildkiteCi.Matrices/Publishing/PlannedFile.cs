namespace BuildkiteCi.Matrices.Publishing;

/// <summary>A file that a commit changes.</summary>
/// <param name="Path">Relative to the repository's root, with forward slashes.</param>
/// <param name="Effect">What becomes of it.</param>
public sealed record PlannedFile(string Path, FileEffect Effect);
