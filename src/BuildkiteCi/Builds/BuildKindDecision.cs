using System.Collections.Immutable;

namespace BuildkiteCi.Builds;

/// <summary>Decides what a build is for from its environment: the first row that fits (domain rules, "Build kinds").</summary>
public static class BuildKindDecision
{
    private const string IntegrationPipeline = "tpu-vllm-integration";
    private const string MainBranch = "main";

    private static readonly ImmutableArray<(BuildKind Kind, Func<Func<string, string>, bool> Fits)> Table =
    [
        (BuildKind.Nightly, value => value("NIGHTLY") == "1"),
        (BuildKind.Integration, value => value("BUILDKITE_PIPELINE_SLUG") == IntegrationPipeline),
        (BuildKind.PullRequest, value => value("BUILDKITE_PULL_REQUEST") is not ("" or "false")),
        (BuildKind.PostMerge, value => value("BUILDKITE_BRANCH") == MainBranch),
    ];

    /// <summary>The kind; <see cref="BuildKind.Other"/> where no row fits.</summary>
    /// <param name="environment">The job's variables; an empty one counts as absent.</param>
    public static BuildKind Decide(IReadOnlyDictionary<string, string> environment)
    {
        string Value(string name) => environment.GetValueOrDefault(name) ?? "";
        foreach (var (kind, fits) in Table)
        {
            if (fits(Value)) return kind;
        }

        return BuildKind.Other;
    }
}
