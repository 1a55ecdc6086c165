using BuildkiteCi.Benchmarks.History;
using BuildkiteCi.Benchmarks.Reports;
using BuildkiteCi.Core;
using Cake.Core;

namespace Build.Wiring;

/// <summary>Compares two sides of a history.</summary>
internal static class Comparing
{
    private const string PullRequest = "pull-request";

    /// <summary>Compares <c>A,B</c>; a name alone with the usual level before it; <c>pull-request</c>: this commit with the one it branched
    /// off, or with the usual level.</summary>
    public static async Task CompareAsync(this BuildContext context, RunHistory history, string sides, OutputFormat format)
    {
        var series = await HistorySeries.ReadAsync(history, onlyCase: null, context.Stopping);
        var (a, b) =
            sides == PullRequest
                ? await OfPullRequestAsync(context, series)
                : sides.Split(',', StringSplitOptions.TrimEntries) switch
                {
                    [var one] => (SideComparison.Baseline, one),
                    [var one, var other] => (one, other),
                    _ => throw new CakeException(2, "--compare: write A,B, or B alone, or pull-request"),
                };
        foreach (
            var side in new[] { a, b }.Where(side =>
                side != SideComparison.Baseline && !series.Runs.Any(run => SideComparison.Is(run, side))
            )
        )
        {
            var names = series.Runs.Select(run => run.Release).OfType<string>().Concat(series.Runs.Select(run => run.Commit)).Distinct();
            throw new CakeException(
                1,
                $"no run in {history.Address.Shown} has the release, commit or configuration '{side}'; "
                    + Spelling.Suggest(side, names, "give the beginning of a commit (6 digits or more), a release, or a configuration's hash")
            );
        }

        var comparison = SideComparison.Of(series, a, b, context.Settings.Benchmarks);
        context.Deliver(format == OutputFormat.Json ? SideComparisonText.WriteJson(comparison) : SideComparisonText.Write(comparison));
        await context.Build.AnnotateAsync(SideComparisonText.Annotation(comparison), context.Stopping);
    }

    private static async Task<(string, string)> OfPullRequestAsync(BuildContext context, HistorySeries series)
    {
        var head =
            await GitAsync(
                context,
                "rev-parse",
                context.Variables.GetValueOrDefault("BUILDKITE_COMMIT") is { Length: > 0 } commit ? commit : "HEAD"
            ) ?? throw new CakeException(1, "git does not know this commit; run it in a checkout");
        var branch = context.Variables.GetValueOrDefault("BUILDKITE_PULL_REQUEST_BASE_BRANCH") is { Length: > 0 } named ? named : "main";
        var fork = await GitAsync(context, "merge-base", $"origin/{branch}", head) ?? await GitAsync(context, "merge-base", branch, head);
        return (
            fork is not null && fork != head && series.Runs.Any(run => SideComparison.Is(run, fork)) ? fork : SideComparison.Baseline,
            head
        );
    }

    private static async Task<string?> GitAsync(BuildContext context, params string[] arguments) =>
        (await context.Processes.AskGitAsync(context.Files.Root, [.. arguments], context.Stopping))?.Trim();
}
