namespace BuildkiteCi.Benchmarks.Search;

/// <summary>How finely and how long to search.</summary>
public sealed record RateSearchSettings
{
    /// <summary>The defaults.</summary>
    public static readonly RateSearchSettings Default = new();

    /// <summary>Most steps between 0 and the measured throughput: the answer is right to one of them. Default 16, about 6 %.</summary>
    public int MostSteps { get; init; } = 16;

    /// <summary>Fewest steps, for slow servers, whose runs are the longest. Default 8, about 12 %.</summary>
    public int FewestSteps { get; init; } = 8;

    /// <summary>Runs in all, the first included. Default 12: each may take hours.</summary>
    public int MostProbes { get; init; } = 12;

    /// <summary>A latency that is this close to the goal is measured twice, as a share of the goal. Default 0.03.</summary>
    public double Near { get; init; } = 0.03;

    /// <summary>The steps for a server that sustains this many requests a second: one request a second each, within the limits.</summary>
    public int StepsFor(double sustained) => (int)Math.Clamp(Math.Round(sustained), FewestSteps, MostSteps);
}
