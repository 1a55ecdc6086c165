namespace BuildkiteCi.Benchmarks.Running;

/// <summary>The machine itself (<c>--runner host</c>).</summary>
/// <param name="folder">Full path of the run's folder.</param>
/// <param name="owner">Our own process: what is started ends with it.</param>
/// <param name="grace">How long programs have to end.</param>
internal sealed class HostBenchmarkPlace(string folder, int owner, TimeSpan grace) : IBenchmarkPlace
{
    public string Folder => folder;

    public Task<string?> PrepareAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    public CommandLine Command(CommandLine command) => ProcessSupervisor.Put(command, owner, grace);

    /// <summary>A command that something outlives which no signal reaches, and what ends that.</summary>
    public CommandLine Command(CommandLine command, CommandLine cleanupCommand) =>
        ProcessSupervisor.Put(command, owner, grace, cleanupCommand);

    public Task CleanUpAsync() => Task.CompletedTask;
}
