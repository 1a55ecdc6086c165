using BuildkiteCi.Matrices.History;

namespace BuildkiteCi.Matrices.Releases;

/// <summary>A place where a subject's verdict changed.</summary>
/// <param name="Implementation">The implementation.</param>
/// <param name="Generation">The generation.</param>
/// <param name="Before">What was there; null: it was not listed.</param>
/// <param name="After">What is there; null: it is no longer listed.</param>
public sealed record ChangedPlace(string Implementation, string Generation, ResultEntry? Before, ResultEntry? After);
