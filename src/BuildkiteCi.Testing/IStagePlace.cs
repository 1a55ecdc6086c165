namespace BuildkiteCi.Testing;

/// <summary>Where a stage's command runs: on the machine itself, or in a container.</summary>
internal interface IStagePlace
{
    /// <summary>Makes ready for one try.</summary>
    /// <returns>Null, or why the command cannot run here.</returns>
    Task<StageJudgement?> PrepareAsync(StageJob job, StageLines lines, CancellationToken cancellationToken);

    /// <summary>The command of one try.</summary>
    /// <param name="job">The stage.</param>
    /// <param name="results">Full path of the folder, on this machine, that the test's result files go to.</param>
    CommandLine Command(StageJob job, string results);

    /// <summary>Keeps what a stage that passed leaves for others.</summary>
    Task StoreAsync(StageJob job, StageLines lines, CancellationToken cancellationToken);

    /// <summary>Leaves nothing behind, however the try ended; cannot be cancelled.</summary>
    /// <returns>What is gone by now, for people: <c>its container is removed</c>.</returns>
    Task<string> CleanUpAsync(StageLines lines);
}
