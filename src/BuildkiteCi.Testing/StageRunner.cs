using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Core.Text;
using BuildkiteCi.Pipelines.Builds;
using BuildkiteCi.Testing.Accuracy;
using Polly;
using Polly.Retry;

namespace BuildkiteCi.Testing;

/// <summary>Runs stages on this machine and tells the build what came of them.</summary>
/// <param name="world">What it needs of the world.</param>
/// <param name="settings">How stages are run.</param>
public sealed class StageRunner(StageDependencies world, StageSettings settings)
{
    /// <summary>What a step reports of itself while nobody has written its command (domain rules, "Results").</summary>
    public const string Unverified = "unverified";

    /// <summary>Runs a stage to its end, again where the machine failed.</summary>
    /// <param name="job">The stage.</param>
    /// <param name="container">The container to run it in; null: on the machine itself. A step's own command runs there in any
    /// case.</param>
    /// <param name="cancellationToken">Ends the command with everything that it started.</param>
    /// <exception cref="StageCancelledException">The token was cancelled; command and container are gone by then.</exception>
    public async Task<StageReport> RunAsync(StageJob job, ContainerPlan? container, CancellationToken cancellationToken)
    {
        job = settings.Hosts.Apply(job);
        var lines = new StageLines(world.Log, world.Time);
        try
        {
            var report = job.IsFilledIn
                ? await RetryingAsync(job, container, lines, cancellationToken)
                : new StageReport(
                    job,
                    new StageJudgement(StageVerdict.Unverified, "TEST_COMMAND is not filled in, so nothing was run"),
                    TimeSpan.Zero
                )
                {
                    Tries = 0,
                };
            await TellAsync(report, cancellationToken);
            return report;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw Cancelled(job, lines, "no command was running");
        }
    }

    private async Task<StageReport> RetryingAsync(
        StageJob job,
        ContainerPlan? container,
        StageLines lines,
        CancellationToken cancellationToken
    )
    {
        var tries = 0;
        var judgement = await Pipeline(lines)
            .ExecuteAsync(
                async token =>
                {
                    tries++;
                    IStagePlace place =
                        container is null || job.IsStepCommand ? new HostPlace() : new ContainerPlace(world.Processes, container);
                    return await TryAsync(job, place, lines, tries, token);
                },
                cancellationToken
            );
        return new StageReport(job, judgement, lines.Elapsed) { Tries = tries };
    }

    private ResiliencePipeline<StageJudgement> Pipeline(StageLines lines)
    {
        var builder = new ResiliencePipelineBuilder<StageJudgement> { TimeProvider = world.Time };
        if (settings.Retry.MaxRetries > 0)
        {
            builder.AddRetry(
                new RetryStrategyOptions<StageJudgement>
                {
                    ShouldHandle = attempt => ValueTask.FromResult(attempt.Outcome.Result is { MayRetry: true }),
                    MaxRetryAttempts = settings.Retry.MaxRetries,
                    BackoffType = DelayBackoffType.Exponential,
                    Delay = settings.Retry.FirstDelay,
                    MaxDelay = settings.Retry.MaxDelay,
                    OnRetry = retry =>
                    {
                        lines.Notice(
                            $"infrastructure failure: {retry.Outcome.Result!.Reason}; try {retry.AttemptNumber + 2} of "
                                + $"{settings.Retry.MaxRetries + 1} "
                                + $"in {Elapsed.Text(retry.RetryDelay)}"
                        );
                        return ValueTask.CompletedTask;
                    },
                }
            );
        }

        return builder.Build();
    }

    private async Task<StageJudgement> TryAsync(
        StageJob job,
        IStagePlace place,
        StageLines lines,
        int number,
        CancellationToken cancellationToken
    )
    {
        if (await place.PrepareAsync(job, lines, cancellationToken) is { } obstacle) return obstacle;

        // Files that an earlier run left must not be taken for this one's, and a container's files may not be ours to remove.
        var folder = $"{job.Key.Text}/{world.Time.GetUtcNow():yyyyMMdd'T'HHmmssfff}-{number}";
        world.Results.MakeFolder(folder);
        var output = new StageOutput(settings.Statements.LineHead);
        var command = place.Command(job, $"{world.Results.Root}/{folder}") with
        {
            Timeout = settings.Timeout,
            StopGrace = settings.StopGrace,
            KeepsOutput = false,
        };
        ProcessExit? exit = null;
        var gone = "";
        try
        {
            exit = await RunAsync(command, output, lines, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Said below, once everything is gone.
        }
        finally
        {
            gone = await place.CleanUpAsync(lines);
        }

        if (exit is null) throw Cancelled(job, lines, gone);
        var left = LeftFiles.Read(world.Results, folder, job.Stage);
        foreach (var problem in left.Problems) lines.Notice(problem.ToString());
        await AnnotateAsync(job, left, cancellationToken);
        var (target, unreadable) = TargetOf(job);
        var run = new StageRun(exit, output.Tail)
        {
            Statement = output.Statement,
            Target = target,
            Score = left.Score,
            Unjudged = unreadable ?? left.NoScore,
        };
        var judgement = StageJudge.Judge(run, settings);
        if (judgement.Verdict == StageVerdict.Passed) await place.StoreAsync(job, lines, cancellationToken);
        return judgement;
    }

    private (AccuracyTarget? Target, string? Problem) TargetOf(StageJob job)
    {
        if (job.Stage.Role != StageRole.Accuracy) return (null, null);
        var text = job.Environment.GetValueOrDefault(AccuracyTarget.Variable, "");
        var target = AccuracyTarget.Parse(text, settings.AccuracyTolerance);
        return (target, target is null ? $"{AccuracyTarget.Variable} is '{text.Trim()}', which is no number" : null);
    }

    private async Task<ProcessExit> RunAsync(CommandLine command, StageOutput output, StageLines lines, CancellationToken cancellationToken)
    {
        using var silence = new SilenceWatch(
            settings.Silence,
            world.Time,
            span => lines.Notice($"no output for {Elapsed.Text(span)}, still running")
        );
        return await world.Processes.RunAsync(
            command,
            line =>
            {
                silence.Heard();
                output.Add(line);
                lines.Output(line);
            },
            cancellationToken);
    }

    private static StageCancelledException Cancelled(StageJob job, StageLines lines, string gone) =>
        new($"{job}: cancelled after {Elapsed.Text(lines.Elapsed)}; {gone}");

    private async Task AnnotateAsync(StageJob job, LeftFiles left, CancellationToken cancellationToken)
    {
        if (FailingTestNote.Of(job, left.FailingTests, settings.FailingTests) is { } note)
            await world.Build.AnnotateAsync(note, cancellationToken);
    }

    // A step's own statement is under its own key; collecting results finds it there.
    private async Task TellAsync(StageReport report, CancellationToken cancellationToken)
    {
        var (verdict, reason) = report.Judgement;
        var key = report.Job.Key;
        if (report.Judgement.Score is { } score && report.Job.GenerationOf(world.Fleet) is { } generation)
            await world.Build.SetMetaDataAsync(
                ResultKeys.Measurements(generation, report.Job.Target, report.Job.Stage.Name),
                MeasurementText.Write([score]),
                cancellationToken
            );
        if (verdict is StageVerdict.Unverified)
            await world.Build.SetMetaDataAsync(key.Text, Unverified, cancellationToken);
        else if (verdict is StageVerdict.SelfReported)
            await world.Build.SetMetaDataAsync(key.Text, reason, cancellationToken);
        else if (verdict is not StageVerdict.Passed)
            await world.Build.SetMetaDataAsync(
                StepFailure.Key(key),
                new StepFailure(verdict, reason, StepFailure.UrlOf(report.Job.Environment)).Write(),
                cancellationToken
            );
        else if (IsRetry(report.Job) && await world.Build.MetaDataAsync(StepFailure.Key(key), cancellationToken) is not null)
            await world.Build.AnnotateAsync(FailingTestNote.Passing(report.Job), cancellationToken);
    }

    // A job that is retried on Buildkite has an earlier try, whose annotation no longer tells the truth.
    private static bool IsRetry(StageJob job) => job.Environment.GetValueOrDefault("BUILDKITE_RETRY_COUNT", "0") is not ("" or "0");

    /// <summary>What is kept of an output without bound: its last lines, and what the test stated.</summary>
    /// <param name="lineHead">Head of a line that states something.</param>
    private sealed class StageOutput(string lineHead)
    {
        // Enough for a Python traceback with a log of its own behind it.
        private const int Capacity = 2000;

        private readonly Queue<OutputLine> lines = new();

        public string? Statement { get; private set; }

        public ImmutableArray<OutputLine> Tail => [.. lines];

        public void Add(OutputLine line)
        {
            if (lines.Count == Capacity) lines.Dequeue();
            lines.Enqueue(line);
            if (line.Text.StartsWith(lineHead, StringComparison.Ordinal) && line.Text[lineHead.Length..].Trim() is { Length: > 0 } text)
                Statement = text;
        }
    }
}
