using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.LocalBuilds.Store;

/// <summary>A file that is kept with the build.</summary>
/// <param name="Id">Unlike any other's.</param>
/// <param name="Path">Its name, with forward slashes.</param>
/// <param name="Job">The job that uploaded it; null: none did.</param>
/// <param name="StepKey">Key of that job's step; null: it has none.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Sha1">Hex digits, lower case.</param>
/// <param name="Sha256">Hex digits, lower case.</param>
/// <param name="Uploaded">When, in UTC, as RFC 3339 writes it.</param>
public sealed record LocalArtifact(
    string Id,
    string Path,
    string? Job,
    StepKey? StepKey,
    long Size,
    string Sha1,
    string Sha256,
    string Uploaded
);
