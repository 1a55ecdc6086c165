namespace BuildkiteCi.Benchmarks.Metrics;

/// <summary>Where a client's numbers were read.</summary>
public enum ReportSource
{
    /// <summary>Its console output: two decimals.</summary>
    Console,

    /// <summary>The JSON that it saved: all digits.</summary>
    SavedJson,
}
