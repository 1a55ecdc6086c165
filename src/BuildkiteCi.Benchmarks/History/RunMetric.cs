namespace BuildkiteCi.Benchmarks.History;

/// <summary>A value of a run.</summary>
/// <param name="Name">The metric's name.</param>
/// <param name="Unit">Its unit's symbol.</param>
/// <param name="Value">Finite.</param>
/// <param name="StandardError">Where it is known (accuracy).</param>
/// <param name="Target">What was asked for, in the same unit; null where nothing was.</param>
public sealed record RunMetric(string Name, string Unit, double Value, double? StandardError = null, double? Target = null);
