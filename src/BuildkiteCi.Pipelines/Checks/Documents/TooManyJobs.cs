namespace BuildkiteCi.Pipelines.Checks.Documents;

/// <summary>P020: an upload makes more jobs than Buildkite takes at once.</summary>
internal sealed class TooManyJobs : DocumentRule
{
    public override Rule Rule { get; } =
        new(
            "P020",
            Severity.Error,
            "An upload makes more jobs than Buildkite takes at once",
            """
            steps:
              - command: pytest
                parallelism: 501
            """,
            """
            steps:
              - command: pytest
                parallelism: 500
            """
        )
        {
            Why =
                "The catalogue grew by a dozen models, and one upload passed Buildkite's limit: all of its jobs were refused, not "
                + "only the last ones.",
        };

    internal override void Check(BuildOutline build, CheckScope scope, DiagnosticBag found)
    {
        foreach (var upload in build.Uploads.Where(upload => upload.JobCount > scope.MaxJobsPerUpload))
            found.Add(
                Rule,
                new SourceLocation(upload.Path, 1, 1),
                $"the upload makes {upload.JobCount:N0} jobs, and Buildkite takes {scope.MaxJobsPerUpload:N0} at once",
                "split it into several uploads");
    }
}
