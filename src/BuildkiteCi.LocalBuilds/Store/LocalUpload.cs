namespace BuildkiteCi.LocalBuilds.Store;

/// <summary>An upload as the local build keeps it.</summary>
/// <param name="Number">Which upload of the build it is; numbers rise, and may have gaps.</param>
/// <param name="Name">What it is about.</param>
/// <param name="Yaml">The pipeline, fully interpolated.</param>
/// <param name="Job">The job that uploaded it; null: none did.</param>
/// <param name="Replaces">Whether it takes the place of the steps that have not started.</param>
public sealed record LocalUpload(long Number, string Name, string Yaml, string? Job, bool Replaces);
