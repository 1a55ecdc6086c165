using System.Collections.Immutable;
using BuildkiteCi.Benchmarks.Judging;
using BuildkiteCi.Benchmarks.Metrics;
using BuildkiteCi.Benchmarks.Search;
using BuildkiteCi.Core.Text;
using BuildkiteCi.Testing;
using BuildkiteCi.Testing.Accuracy;

namespace BuildkiteCi.Benchmarks.Running;

/// <summary>The phases of one benchmark that run a client, with what they share.</summary>
internal sealed class PhaseRun(
    BenchmarkDependencies world,
    BenchmarkSettings settings,
    StageLines lines,
    IBenchmarkPlace place,
    BenchmarkPlan plan
)
{
    private int clients;

    public StageLines Lines => lines;

    public IBenchmarkPlace Place => place;

    public BenchmarkPlan Plan => plan;

    /// <summary>The server that clients ask; null where there is none.</summary>
    public ServerSession? Server { get; set; }

    public bool ServerHasEnded => Server is { Ended.IsCompleted: true };

    /// <summary>Runs the client; its saved results count, its console where it saved none.</summary>
    public async Task<ClientRun> ClientAsync(CommandLine client, string phase, CancellationToken cancellationToken)
    {
        clients++;
        var (log, saved) = ($"bm_log-{clients}.txt", $"bm_result-{clients}.json");
        var command = ClientCommand.Saving(client, place.Folder, saved);
        lines.Notice($"{phase}: {command}");
        var (exit, serverEnded) = await RunAsync(command, log, cancellationToken);
        var read = world.Folder.Read(saved) is { } json
            ? SavedResults.Parse(new SourceFile(saved, json))
            : ConsoleLog.Parse(new SourceFile(log, world.Folder.Read(log) ?? ""));
        var report = read.Value!;
        var failure = exit.StartError
            ?? (exit.TimedOut ? $"the client was ended after {Elapsed.Text(exit.Span)}" : null)
            ?? (serverEnded ? $"the server ended {await Server!.HowAsync()} while the client ran{Server.Because}" : null)
            ?? (exit.Status != 0 ? $"the client ended with exit status {exit.Status}" : null);
        foreach (var found in read.Diagnostics.Where(found => found.Severity != Severity.Note)) lines.Notice(found.ToString());
        lines.Notice($"{phase}: {failure ?? report.Verdict.Word().Replace('_', ' ')} after {Elapsed.Text(exit.Span)}{Headline(report)}");
        return new ClientRun(failure is null ? report : report with { Verdict = Spoilt(report.Verdict) }, failure, read.Diagnostics);
    }

    /// <summary>Runs an evaluation and reads its score: from lm_eval's file where it left one, else from its console.</summary>
    public async Task<EvaluationResult> EvaluationAsync(CommandLine command, CancellationToken cancellationToken)
    {
        const string Log = "accuracy_log.txt";
        lines.Notice($"accuracy: {command}");
        var before = world.Folder.Files();
        var results = command with { Environment = command.Environment.SetItem(HostPlace.ResultsVariable, place.Folder) };
        var (exit, serverEnded) = await RunAsync(results, Log, cancellationToken);
        ImmutableArray<Diagnostic> found;
        AccuracyScore? score;
        string? failedRequests = null;
        if (
            world
                .Folder.Files()
                .Except(before)
                .Where(file => file.EndsWith(".json", StringComparison.Ordinal))
                .Max(StringComparer.Ordinal) is
            { } file
        )
        {
            var read = LmEvalFile.Parse(new SourceFile(file, world.Folder.Read(file)!));
            (score, found) = (read.Value?.Main, read.Diagnostics);
        }
        else
        {
            var read = ConsoleLog.Parse(new SourceFile(Log, world.Folder.Read(Log) ?? ""));
            score = read.Value!.Score is { } printed ? printed with { Task = plan.Case.Name } : null;
            found = read.Diagnostics;
            // A score of the answers that came is none of the questions that were asked.
            failedRequests = read.Value.FailedRequests is { } requests
                ? $"the evaluation's client failed: {requests.Failed} of {requests.All} requests"
                : null;
        }

        var failure =
            exit.StartError
            ?? (
                exit.TimedOut ? $"the evaluation was ended after {Elapsed.Text(exit.Span)}"
                : serverEnded ? $"the server ended {await Server!.HowAsync()} while the evaluation ran{Server.Because}"
                : exit.Status != 0 ? $"the evaluation ended with exit status {exit.Status}"
                : failedRequests ?? (score is null ? $"the evaluation gave no score{Why(found)}" : null)
            );
        lines.Notice(
            failure is null ? $"accuracy: {score!.Metric} {score.Score:0.0000} after {Elapsed.Text(exit.Span)}" : $"accuracy: {failure}"
        );
        return new EvaluationResult(failure is null ? score : null, failure, found);
    }

    /// <summary>The outcome of all phases.</summary>
    /// <param name="first">The client's run; null where there was none.</param>
    /// <param name="search">The rate search; null where there was none.</param>
    /// <param name="evaluation">The evaluation; null where there was none.</param>
    /// <param name="failure">What else went wrong; null: nothing.</param>
    public BenchmarkOutcome Outcome(ClientRun? first, RateSearchResult? search, EvaluationResult? evaluation, string? failure = null)
    {
        var report = first?.Report;
        if (report is not null && search?.BestProbe is { } best) report = report with { Metrics = best.Metrics };
        var reasons = new[] { first?.Failure, failure, evaluation?.Failure }.OfType<string>();
        var judgement = first?.Failure is null
            ? Judgement.Of(report, evaluation?.Score, plan.Targets).Spoilt(reasons)
            : Judgement.Failed(string.Join("; ", reasons));
        lines.Notice($"{judgement.Status.Name}: {judgement.Reason}");
        return new BenchmarkOutcome(judgement, lines.Elapsed)
        {
            Report = report,
            Accuracy = evaluation?.Score,
            Search = search,
            Diagnostics = [.. first?.Diagnostics ?? [], .. evaluation?.Diagnostics ?? []],
        };
    }

    // A server that ends takes its client's result with it: the client is ended at once instead of waiting for hours.
    private async Task<(ProcessExit Exit, bool ServerEnded)> RunAsync(CommandLine command, string log, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var silence = new SilenceWatch(
            settings.Progress,
            world.Time,
            span => lines.Notice($"no output for {Elapsed.Text(span)}, still running")
        );
        var started = world.Time.GetTimestamp();
        var client = world.Processes.RunAsync(
            place.Command(command) with { Timeout = plan.Case.Settings.ClientTimeout, KeepsOutput = false },
            line =>
            {
                silence.Heard();
                world.Folder.Append(log, line.Text);
                lines.Output(line);
            },
            ending.Token);
        var serverEnded = Server is { } server && await Task.WhenAny(client, server.Ended) != client;
        if (serverEnded) await ending.CancelAsync();
        try
        {
            return (await client, serverEnded);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (new ProcessExit(-1, world.Time.GetElapsedTime(started)), true);
        }
    }

    // What a client measured that then failed is kept, and is no point of a series.
    private static ReportVerdict Spoilt(ReportVerdict verdict) =>
        verdict is ReportVerdict.Ok or ReportVerdict.OkThenUnfinished ? ReportVerdict.NoResult : verdict;

    private static string Why(ImmutableArray<Diagnostic> found) =>
        found.FirstOrDefault(one => one.Severity == Severity.Error) is { } error ? $": {error.Message}" : "";

    private static string Headline(ClientReport report)
    {
        var parts = new[] { KnownMetrics.RequestThroughput, KnownMetrics.OutputThroughput, KnownMetrics.P99EndToEnd }
            .Where(metric => report.Metrics[metric] is not null)
            .Select(metric => $"{metric.Name} {MetricText.Value(report.Metrics[metric]!.Value, metric.Unit)}");
        var text = string.Join(", ", parts);
        return text.Length > 0 ? $": {text}" : "";
    }
}

/// <summary>What an evaluation gave.</summary>
/// <param name="Score">The score that is judged; null where there is none.</param>
/// <param name="Failure">Why there is none; null where there is.</param>
/// <param name="Diagnostics">What was found while it was read.</param>
internal sealed record EvaluationResult(AccuracyScore? Score, string? Failure, ImmutableArray<Diagnostic> Diagnostics);
