using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines;

namespace BuildkiteCi.Catalogue.Results;

/// <summary>What a job reports of its own failure, so that others can tell a failing machine from a failing test and find the
/// job.</summary>
/// <param name="Verdict">Failed, timed out or infrastructure.</param>
/// <param name="Reason">Why, in one line.</param>
/// <param name="JobUrl">The job's page; null where it has none.</param>
public sealed record StepFailure(StageVerdict Verdict, string Reason, string? JobUrl)
{
    /// <summary>The meta-data key under which a step's newest failure is.</summary>
    public static string Key(StepKey step) => $"failure:{step.Text}";

    /// <summary>The page of the job whose environment this is: its build's page, at the job.</summary>
    public static string? UrlOf(IReadOnlyDictionary<string, string> environment) =>
        environment.TryGetValue("BUILDKITE_BUILD_URL", out var build) && build.Length > 0
            ? environment.TryGetValue("BUILDKITE_JOB_ID", out var job) && job.Length > 0 ? $"{build}#{job}" : build
            : null;

    /// <summary>As meta-data: verdict, reason and address, one a line.</summary>
    public string Write() => $"{StageVerdicts.Word(Verdict)}\n{Reason.ReplaceLineEndings(" ")}\n{JobUrl}".TrimEnd('\n');

    /// <summary>What <see cref="Write"/> wrote; null for any other text.</summary>
    public static StepFailure? Parse(string text) =>
        text.Split('\n') is [var word, var reason, .. var rest] && StageVerdicts.Parse(word) is { } verdict
            ? new StepFailure(verdict, reason, rest is [{ Length: > 0 } url, ..] ? url : null)
            : null;
}
