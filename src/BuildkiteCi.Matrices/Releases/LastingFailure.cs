using BuildkiteCi.Catalogue.Results;

namespace BuildkiteCi.Matrices.Releases;

/// <summary>A result that failed before and fails still.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="After">What it is, with its links.</param>
/// <param name="Since">Title of the oldest publication since which it failed in every one.</param>
public sealed record LastingFailure(ResultPlace Place, StageResult After, string Since);
