namespace BuildkiteCi.Benchmarks.Running;

/// <summary>How a benchmark is run, whatever its case.</summary>
public sealed record BenchmarkSettings
{
    /// <summary>The settings unless something else is set.</summary>
    public static readonly BenchmarkSettings BuiltIn = new();

    /// <summary>How often the wait for the server looks. Default 2 s.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How often a wait reports that it goes on. Default one minute.</summary>
    public TimeSpan Progress { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long programs have between being asked to end and being ended. Default 10 s.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often the health endpoint must answer, once each poll, before a server counts as ready whose log never reports it.
    /// Default 5.</summary>
    public int HealthyWithoutLog { get; init; } = 5;

    /// <summary>The port where the server's arguments name none. Default 8000, vLLM's own.</summary>
    public int Port { get; init; } = 8000;

    /// <summary>Head of the Ray cluster over a machine's hosts (<c>RAY_ADDRESS</c>), for cases that span several; null: there is
    /// none.</summary>
    public string? RayAddress { get; init; }

    /// <summary>How finely the rate search looks.</summary>
    public Search.RateSearchSettings Search { get; init; } = Benchmarks.Search.RateSearchSettings.Default;
}
