namespace BuildkiteCi.Benchmarks.Cases;

/// <summary>A queue that a case names.</summary>
/// <param name="Name">The queue.</param>
/// <param name="Location">Where it is written.</param>
/// <param name="Machine">The machines behind it, as the case sees them.</param>
public sealed record CaseQueue(string Name, SourceLocation Location, CaseMachine Machine);
