namespace BuildkiteCi.Benchmarks.Changes;

/// <summary>What happened to a series.</summary>
public enum ChangeKind
{
    /// <summary>Its level changed from one run to the next.</summary>
    Step,

    /// <summary>It began to drift, drifts in another direction, or drifts no more.</summary>
    Trend,
}
