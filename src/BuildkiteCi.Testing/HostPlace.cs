namespace BuildkiteCi.Testing;

/// <summary>Runs a command on the machine itself (<c>--runner host</c>).</summary>
public sealed class HostPlace : IStagePlace
{
    /// <summary>The variable that names the folder for result files: what a test leaves there is read when it ends.</summary>
    public const string ResultsVariable = "CI_RESULTS_DIR";

    // Standard output and error keep their order, as they do in a job's log.
    private const string OnOnePipe = "exec bash -e -c \"$1\" 2>&1";

    /// <inheritdoc/>
    public Task<StageJudgement?> PrepareAsync(StageJob job, StageLines lines, CancellationToken cancellationToken) =>
        Task.FromResult<StageJudgement?>(null);

    /// <inheritdoc/>
    public CommandLine Command(StageJob job, string results) => CommandLine.Of("bash", "-c", OnOnePipe, "bash", job.Command) with
    {
        Environment = job.ProcessEnvironment.SetItem(ResultsVariable, results),
        SweepsLeftovers = true,
    };

    /// <inheritdoc/>
    public Task StoreAsync(StageJob job, StageLines lines, CancellationToken cancellationToken) => Task.CompletedTask;

    // The runner of processes has ended them all by now.
    /// <inheritdoc/>
    public Task<string> CleanUpAsync(StageLines lines) => Task.FromResult("the command and all that it started are ended");
}
