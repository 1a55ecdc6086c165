using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Rules;

namespace BuildkiteCi.Pipelines.Checks;

/// <summary>Checks of how many jobs Buildkite takes. Source: Buildkite's documentation, limits; they may be raised for an
/// organisation.</summary>
internal static class LimitChecks
{
    /// <summary>Checks a build's uploads.</summary>
    public static void Check(ImmutableArray<PipelineDocument> documents, CheckScope scope, DiagnosticBag findings)
    {
        var all = 0L;
        foreach (var document in documents)
        {
            var jobs = document.JobCount;
            all += jobs;
            if (jobs > scope.MaxJobsPerUpload)
                findings.Add(
                    BuildRules.TooManyJobs,
                    new SourceLocation(document.Path, 1, 1),
                    $"the upload makes {jobs:N0} jobs, and Buildkite takes {scope.MaxJobsPerUpload:N0} at once",
                    "split it into several uploads"
                );
        }

        if (all > scope.MaxJobsPerBuild)
            findings.Add(
                BuildRules.TooManyJobsInBuild,
                new SourceLocation(documents[0].Path, 1, 1),
                $"the build makes {all:N0} jobs, and Buildkite takes {scope.MaxJobsPerBuild:N0}, retries counted",
                "run less in one build"
            );
    }
}
