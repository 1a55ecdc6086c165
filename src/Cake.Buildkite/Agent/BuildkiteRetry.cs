namespace Cake.Buildkite;

/// <summary>How often a call is made again that failed in passing and is safe to repeat.</summary>
/// <remarks>The agent itself asks Buildkite several times; this is for what is left: a killed process, a network that stays away
/// longer.</remarks>
public sealed record BuildkiteRetry
{
    /// <summary>Three tries, about 1 and 2 seconds apart.</summary>
    public static BuildkiteRetry Default { get; } = new();

    /// <summary>One try.</summary>
    public static BuildkiteRetry None { get; } = new() { Tries = 1 };

    /// <summary>All tries together, the first one included; at least 1.</summary>
    public int Tries { get; init; } = 3;

    /// <summary>The wait after the first failure; it doubles from one try to the next.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>No wait is longer than this, however often it was doubled.</summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The wait after a failed try: half of it fixed, half by chance, so that many jobs do not come back at once.</summary>
    /// <param name="failedTries">Tries made so far, from 1.</param>
    /// <param name="chance">From 0 to 1.</param>
    internal TimeSpan DelayAfter(int failedTries, double chance)
    {
        var doubled = FirstDelay * Math.Pow(2, failedTries - 1);
        return (doubled < LongestDelay ? doubled : LongestDelay) * (0.5 + (chance / 2));
    }
}
