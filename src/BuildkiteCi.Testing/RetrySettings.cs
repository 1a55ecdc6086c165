namespace BuildkiteCi.Testing;

/// <summary>How often a stage that the machine failed is tried again.</summary>
public sealed record RetrySettings
{
    /// <summary>Tries after the first one; 0: none.</summary>
    public required int MaxRetries { get; init; }

    /// <summary>Wait before the second try; it doubles with each further one.</summary>
    public required TimeSpan FirstDelay { get; init; }

    /// <summary>Longest wait.</summary>
    public required TimeSpan MaxDelay { get; init; }
}
