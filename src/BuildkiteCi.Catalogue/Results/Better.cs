namespace BuildkiteCi.Catalogue.Results;

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
