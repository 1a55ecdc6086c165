namespace BuildkiteCi.Benchmarks.Changes;

/// <summary>Somebody knows of a change and why it stays.</summary>
/// <param name="By">Who.</param>
/// <param name="Reason">Why: "the sampler checks its input since #1234".</param>
/// <param name="At">When.</param>
public sealed record Acknowledgement(string By, string Reason, DateTimeOffset At);
