namespace BuildkiteCi.Benchmarks.Running;

/// <summary>Where a benchmark's programs run: on the machine itself, or in containers.</summary>
internal interface IBenchmarkPlace
{
    /// <summary>The run's folder as the programs see it.</summary>
    string Folder { get; }

    /// <summary>Makes ready; null, or why nothing can be run here.</summary>
    Task<string?> PrepareAsync(CancellationToken cancellationToken);

    /// <summary>A program's command line as it is started here.</summary>
    CommandLine Command(CommandLine command);

    /// <summary>Leaves nothing behind; cannot be cancelled.</summary>
    Task CleanUpAsync();
}
