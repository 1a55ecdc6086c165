namespace BuildkiteCi.Benchmarks.Changes;

/// <summary>How readily a change is reported.</summary>
public enum Sensitivity
{
    /// <summary>As the documentation's figures say.</summary>
    Normal,

    /// <summary>A tenth of the false alarms, and some nights later.</summary>
    Low,

    /// <summary>Some nights earlier, with several times the false alarms.</summary>
    High,
}
