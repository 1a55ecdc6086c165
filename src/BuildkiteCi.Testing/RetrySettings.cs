namespace BuildkiteCi.Testing;

/// <summary>How often a stage that the machine failed is tried again.</summary>
public sealed record RetrySettings
{
    /// <summary>Tries after the first one; 0: none.</summary>
    public int MaxRetries { get; init; } = 2;

    /// <summary>Wait before the second try; it doubles with each further one.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest wait.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromMinutes(5);
}
