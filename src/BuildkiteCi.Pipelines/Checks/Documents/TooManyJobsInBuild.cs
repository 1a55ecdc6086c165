namespace BuildkiteCi.Pipelines.Checks.Documents;

/// <summary>P021: a build makes more jobs than Buildkite takes.</summary>
internal sealed class TooManyJobsInBuild : DocumentRule
{
    public override Rule Rule { get; } =
        new(
            "P021",
            Severity.Error,
            "A build makes more jobs than Buildkite takes",
            """
            steps:
              - command: pytest
                parallelism: 4001
            """,
            """
            steps:
              - command: pytest
                parallelism: 50
            """
        )
        {
            Why = "A matrix was added to a step of a large build. The build passed the limit, and what was uploaded last was missing.",
        };

    internal override void Check(BuildOutline build, CheckScope scope, DiagnosticBag found)
    {
        var all = build.Uploads.Sum(upload => (long)upload.JobCount);
        if (all > scope.MaxJobsPerBuild)
            found.Add(
                Rule,
                new SourceLocation(build.Uploads[0].Path, 1, 1),
                $"the build makes {all:N0} jobs, and Buildkite takes {scope.MaxJobsPerBuild:N0}, retries counted",
                "run less in one build");
    }
}
