using BuildkiteCi.Catalogue.Results;

namespace BuildkiteCi.Matrices.Releases;

/// <summary>A result that is another than before.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Before">What it was.</param>
/// <param name="After">What it is, with its links.</param>
public sealed record StatusChange(ResultPlace Place, Status Before, StageResult After);
