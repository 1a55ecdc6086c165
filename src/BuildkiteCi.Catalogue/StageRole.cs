namespace BuildkiteCi.Catalogue;

/// <summary>What decides whether a stage passes.</summary>
public enum StageRole
{
    /// <summary>The exit status of its command alone.</summary>
    Command,

    /// <summary>A score that has to reach <c>MINIMUM_ACCURACY_THRESHOLD</c>.</summary>
    Accuracy,

    /// <summary>A throughput that has to reach <c>MINIMUM_THROUGHPUT_THRESHOLD</c>.</summary>
    Benchmark,
}
