namespace BuildkiteCi.Benchmarks.Search;

/// <summary>What to do next: run the client at a rate, or stop.</summary>
/// <param name="Why">For the log, one line.</param>
public abstract record RateSearchStep(string Why);

/// <summary>Run the client at this rate.</summary>
/// <param name="Rate">Requests a second.</param>
/// <param name="Why">For the log.</param>
public sealed record ProbeStep(double Rate, string Why) : RateSearchStep(Why);

/// <summary>Nothing more is to be learnt.</summary>
/// <param name="Best">The highest rate that was measured and meets the goal; null where none does.</param>
/// <param name="Why">For the log.</param>
public sealed record SearchEnd(double? Best, string Why) : RateSearchStep(Why);
