using BuildkiteCi.Builds;

namespace BuildkiteCi.Testing;

/// <summary>Runs stages on this machine and tells the build what came of them.</summary>
/// <param name="processes">Starts the command.</param>
/// <param name="build">Holds the results.</param>
/// <param name="log">Shows the output as it comes.</param>
/// <param name="time">Measures how long a stage takes.</param>
public sealed class StageRunner(IProcessRunner processes, IBuild build, IStageLog log, TimeProvider time)
{
    /// <summary>What a step says of itself while nobody has written its command (domain rules, "Results").</summary>
    public const string Unverified = "unverified";

    /// <summary>Runs a stage's command to its end.</summary>
    /// <param name="job">The stage.</param>
    /// <param name="timeout">After this span it is ended; null: never.</param>
    /// <param name="cancellationToken">Ends the command with everything that it started.</param>
    public async Task<StageResult> RunAsync(StageJob job, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        if (!job.IsFilledIn)
        {
            const string Reason = "TEST_COMMAND is not filled in";
            log.Notice(TimeSpan.Zero, $"{job}: {Reason}, so nothing is run and the result is '{Unverified}'");
            await build.SetMetaDataAsync(job.Key.Text, Unverified, cancellationToken);
            return new StageResult(job, StageVerdict.Unverified, Reason, TimeSpan.Zero);
        }

        var started = time.GetTimestamp();
        var tail = new StageTail();
        var exit = await processes.RunAsync(
            HostCommand(job) with { Timeout = timeout },
            line =>
            {
                tail.Add(line);
                log.Output(time.GetElapsedTime(started), line);
            },
            cancellationToken);
        var (verdict, reason) = StageJudge.Judge(new StageRun(exit, tail.Lines));
        return new StageResult(job, verdict, reason, time.GetElapsedTime(started));
    }

    /// <summary>The command as it runs on the machine itself: the first failing line fails it.</summary>
    internal static CommandLine HostCommand(StageJob job) => CommandLine.Of("bash", "-e", "-c", job.Command) with
    {
        Environment = CommandLine.Of("").Environment.AddRange(job.Environment.Select(variable => KeyValuePair.Create(variable.Key, (string?)variable.Value))),
        KeepsOutput = false,
    };
}
