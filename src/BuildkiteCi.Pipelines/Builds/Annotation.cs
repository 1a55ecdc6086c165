namespace BuildkiteCi.Pipelines.Builds;

/// <summary>A note on the build's page. The same context again replaces it.</summary>
/// <param name="Context">Which annotation this is, at most 100 characters.</param>
/// <param name="Style">Its colour.</param>
/// <param name="Body">CommonMark with tables, at most 1 MiB of UTF-8.</param>
public sealed record Annotation(string Context, AnnotationStyle Style, string Body)
{
    /// <summary>
    /// Whether it is on the page of its job, not of the build: what one job has to show would hide what the build has to show. Where the
    /// build has no pages for jobs, it is on the build's.
    /// </summary>
    public bool IsOfJob { get; init; }
}
