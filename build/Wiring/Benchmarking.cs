using BuildkiteCi.Benchmarks.Changes;
using BuildkiteCi.Benchmarks.History;
using BuildkiteCi.Benchmarks.Judging;
using BuildkiteCi.Benchmarks.Reports;
using BuildkiteCi.Benchmarks.Running;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Core;
using BuildkiteCi.LocalBuilds.Store;
using BuildkiteCi.Pipelines.Builds;
using BuildkiteCi.Testing;

namespace Build.Wiring;

/// <summary>Runs benchmarks, and keeps and shows what came of them.</summary>
internal static class Benchmarking
{
    /// <summary>The history of <c>--history</c>, else the one in the state folder; a job of a local build writes to no server.</summary>
    public static RunHistory? History(this BuildContext context)
    {
        var own = Path.Combine(context.StateFolder, "benchmarks.db");
        var (address, problem) = HistoryAddress.Parse(context.Options.Text("history") ?? own);
        if (problem is not null) context.Options.Wrong("history", problem);
        if (address is { File: null } server && context.IsLocalJob)
        {
            Console.Error.WriteLine(
                $"Warning: a job of a build on this machine leaves the history in {server.Shown} as it is; its runs are in {own}"
            );
            address = HistoryAddress.OfFile(own);
        }

        return address is null ? null : new RunHistory(address);
    }

    /// <summary>Runs, judges, keeps and reports. Where a program reads standard output, it is the run's record and nothing else.</summary>
    public static async Task<Judgement> RunAsync(
        this BuildContext context,
        BenchmarkJob job,
        ContainerPlan? container,
        RunHistory history,
        OutputFormat format
    )
    {
        Action<string> say = format == OutputFormat.Json ? Console.Error.WriteLine : context.Say;
        var (plan, started) = (job.Plan, context.Time.GetUtcNow());
        var identity = RunIdentity.Of(context.Variables, started, Environment.MachineName) with
        {
            CommitTime = await CommitTimeAsync(context),
        };
        using var folder = new RunFolder(
            Path.Combine(context.StateFolder, "benchmarks", $"{started.UtcDateTime:yyyyMMdd'T'HHmmss}-{Environment.ProcessId}")
        );
        var outcome = await context.MeasureAsync(plan, container, folder, say);

        var run = KeptRun.Of(plan, outcome, identity, started);
        var (compared, problem) = await new RunKeeper(history, folder, context.Settings.Benchmarks).KeepAsync(run, context.Stopping);
        if (problem is not null) Console.Error.WriteLine(problem);
        foreach (var (metric, comparison) in compared) say(ComparisonText.Line(metric, comparison));
        await PublishAsync(context, job, folder, RunAnnotation.Of(run, outcome.Judgement, compared), outcome.Judgement);
        say($"{plan.Case.Name} on {plan.Machine.Device}: {outcome.Judgement.Status.Text}, {outcome.Judgement.Reason}");
        if (format == OutputFormat.Json) context.Deliver(RunLines.Write(run) + "\n");
        return outcome.Judgement;
    }

    /// <summary>Runs server, client and evaluation, and nothing else.</summary>
    public static async Task<BenchmarkOutcome> MeasureAsync(
        this BuildContext context,
        BenchmarkPlan plan,
        ContainerPlan? container,
        RunFolder folder,
        Action<string> say
    )
    {
        using var health = new HttpHealthCheck();
        var world = new BenchmarkDependencies(context.Processes, health, new TpuDevices(), folder, new ConsoleStageLog(say), context.Time);
        return await new BenchmarkRunner(
            world,
            BenchmarkSettings.BuiltIn with
            {
                RayAddress = RayAddress(context),
            },
            Environment.ProcessId
        ).RunAsync(plan, container, context.Stopping);
    }

    private static string? RayAddress(BuildContext context) =>
        context.Variables.GetValueOrDefault("RAY_ADDRESS") is { Length: > 0 } address ? address : null;

    private static async Task PublishAsync(
        BuildContext context,
        BenchmarkJob job,
        RunFolder folder,
        Annotation annotation,
        Judgement judgement
    )
    {
        var publication = new RunPublication(context.Build);
        var files = folder
            .Files()
            .Select(file => Path.GetRelativePath(context.Files.Root, Path.Combine(folder.Path, file)).Replace('\\', '/'));
        await publication.ShowAsync(annotation, files.Where(file => !file.StartsWith("../", StringComparison.Ordinal)), context.Stopping);
        var generation = context.Settings.Fleet.OfVersion(job.Plan.Machine.TpuVersion)!;
        if (job.Stage is null) await publication.TellPageAsync(job.Plan.Case, generation, judgement, context.Stopping);
        if (job.Stage is { } stage)
        {
            await publication.TellMatrixAsync(stage, generation, judgement, context.Stopping);
            // Buildkite sees the outcome for itself.
            if (context.Build is LocalBuild local && ResultMapping.OutcomeOf(judgement.Verdict) is { } outcome)
                await local.RecordOutcomeAsync(stage.Key, outcome, context.Stopping);
        }

        foreach (var problem in publication.Problems) Console.Error.WriteLine($"Warning: {problem}");
    }

    // What orders a series; a checkout without history, or none, has only the time of the run.
    private static async Task<DateTimeOffset?> CommitTimeAsync(BuildContext context)
    {
        var answer = await context.Processes.AskGitAsync(
            context.Files.Root,
            ["show", "--no-patch", "--format=%cI", "HEAD"],
            context.Stopping
        );
        return DateTimeOffset.TryParse(answer?.Trim(), out var time) ? time : null;
    }
}
