namespace BuildkiteCi.Catalogue.Results;

/// <summary>Something that a test measures.</summary>
/// <param name="Name">Its name in the client's saved JSON (<c>p99_ttft_ms</c>) or in lm_eval's file
/// (<c>exact_match,strict-match</c>).</param>
/// <param name="Unit">What its values are counted in.</param>
/// <param name="Better">Which way it gets better.</param>
public sealed record Metric(string Name, MetricUnit Unit, Better Better)
{
    /// <summary>A metric of which nothing but the name and the unit is known: the unit decides which way it gets better.</summary>
    public static Metric Of(string name, MetricUnit unit) => new(name, unit, unit.UsuallyBetter);

    /// <summary>The name in words, for pages: <c>request throughput</c>.</summary>
    public string Words => Name.Replace('_', ' ');

    /// <summary>Whether a value is as good as a target, or better; one that gets better in neither direction counts as more is
    /// better.</summary>
    /// <param name="target">What was asked for, in the metric's unit.</param>
    /// <param name="value">What was measured, in the same unit.</param>
    public bool IsReached(double target, double value) => Better == Better.Lower ? value <= target : value >= target;

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>Which way a metric gets better: it tells a regression from an improvement.</summary>
public enum Better
{
    /// <summary>Neither: counts and settings, which are not judged.</summary>
    Neither,

    /// <summary>More is better: throughput, accuracy.</summary>
    Higher,

    /// <summary>Less is better: latency.</summary>
    Lower,
}
