namespace BuildkiteCi.Benchmarks.Changes;

/// <summary>What a change, or a run against its baseline, means for the metric.</summary>
public enum ChangeVerdict
{
    /// <summary>Nothing but noise.</summary>
    Unchanged,

    /// <summary>It got worse.</summary>
    Regressed,

    /// <summary>It got better.</summary>
    Improved,

    /// <summary>It moved, and neither way is better (counts).</summary>
    Moved,

    /// <summary>Too few points to say anything.</summary>
    NotEnoughData,
}
