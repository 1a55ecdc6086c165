using System.Collections.Immutable;

namespace BuildkiteCi.Catalogue.Results;

/// <summary>A value that was measured, from the client's output to the page.</summary>
/// <param name="Metric">What was measured, with its unit and the way it gets better.</param>
/// <param name="Value">Finite, in the metric's unit.</param>
public sealed record Measurement(Metric Metric, double Value)
{
    /// <summary>What was asked for, in the same unit; null where nothing was. 0 is no target.</summary>
    public double? Target { get; init; }

    /// <summary>Standard error of the value, in the same unit; null where it is not known.</summary>
    public double? StandardError { get; init; }
}

/// <summary>What a benchmark case of a model measured on a generation: accuracy, throughput, latency, each beside its target.</summary>
/// <param name="Case">The case's name.</param>
/// <param name="Measurements">What was measured; at least one.</param>
public sealed record CaseResult(string Case, ImmutableArray<Measurement> Measurements);
