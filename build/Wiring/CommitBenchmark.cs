using BuildkiteCi.Benchmarks.Bisecting;
using BuildkiteCi.Benchmarks.History;
using BuildkiteCi.Benchmarks.Metrics;
using BuildkiteCi.Benchmarks.Running;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Testing;

namespace Build.Wiring;

/// <summary>Runs a case on commits: in the image of each, or in a checkout of each on this machine.</summary>
internal sealed class CommitBenchmark(
    BuildContext context,
    BenchmarkPlan plan,
    ContainerPlan? container,
    string? prepare,
    RunHistory history,
    EventCandidates candidates,
    Metric metric,
    Action<string> say
) : ICommitBenchmark
{
    public async Task<CommitResult> MeasureAsync(string commit, CancellationToken cancellationToken)
    {
        var (started, begun) = (context.Time.GetUtcNow(), context.Time.GetTimestamp());
        using var folder = new RunFolder(
            Path.Combine(
                context.StateFolder,
                "benchmarks",
                $"{started.UtcDateTime:yyyyMMdd'T'HHmmssfff}-bisect-{commit[..Math.Min(12, commit.Length)]}"
            )
        );
        var (outcome, problem) = container is { } known
            ? (await context.MeasureAsync(plan, await context.OfCommitAsync(known, commit), folder, say), null)
            : await InCheckoutAsync(commit, folder, cancellationToken);
        var run = Run(commit, started, outcome ?? NotMeasured(problem, context.Time.GetElapsedTime(begun)));
        var value = run.IsUsable ? run.Metrics.FirstOrDefault(one => one.Metric.Name == metric.Name)?.Value : null;
        var failure = value is not null ? null : problem ?? (run.IsUsable ? $"the run measured no {metric.Name}" : run.Reason);
        // What the machine did is not the commit's: another call tries it again.
        if (outcome?.Judgement.Verdict != StageVerdict.Infrastructure) await history.KeepAsync(run, cancellationToken);
        return new CommitResult(commit, value, failure);
    }

    private async Task<(BenchmarkOutcome?, string?)> InCheckoutAsync(string commit, RunFolder folder, CancellationToken cancellationToken)
    {
        var (created, problem) = await CommitCheckout.CreateAsync(
            context.Processes,
            context.Files.Root,
            Path.Combine(context.StateFolder, "bisect", "checkout"),
            commit,
            cancellationToken
        );
        if (created is null) return (null, problem);
        await using var checkout = created;
        if (
            prepare is not null
            && await checkout.PrepareAsync(prepare, line => folder.Append("prepare_log.txt", line.Text), cancellationToken) is { } broken
        )
            return (null, broken);
        return (await context.MeasureAsync(plan.In(checkout.Folder), null, folder, say), null);
    }

    private static BenchmarkOutcome NotMeasured(string? problem, TimeSpan span) =>
        new(BuildkiteCi.Benchmarks.Judging.Judgement.Failed(problem!), span);

    private BenchmarkRun Run(string commit, DateTimeOffset started, BenchmarkOutcome outcome)
    {
        var identity = RunIdentity.Of(context.Variables, started, Environment.MachineName);
        identity = identity with
        {
            Id = $"bisect-{identity.Id}-{started.ToUnixTimeMilliseconds()}",
            Versions = identity.Versions.SetItem(CommitLog.Component, commit),
            Release = null,
            CommitTime = candidates.Commits.FirstOrDefault(one => one.Commit == commit)?.Time ?? candidates.Event.LastGood.Moment,
        };
        return KeptRun.Of(plan, outcome, identity, started) with { RunType = BenchmarkRun.BisectType };
    }
}
