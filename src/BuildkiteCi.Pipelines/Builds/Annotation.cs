namespace BuildkiteCi.Pipelines.Builds;

/// <summary>A note on the build's page. The same context again replaces it.</summary>
/// <param name="Context">Which annotation this is, at most 100 characters.</param>
/// <param name="Style">Its colour.</param>
/// <param name="Body">CommonMark with tables, at most 1 MiB of UTF-8.</param>
public sealed record Annotation(string Context, AnnotationStyle Style, string Body);
