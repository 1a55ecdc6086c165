using System.Collections.Immutable;

namespace BuildkiteCi.LocalBuilds.Running;

/// <summary>What came of a run.</summary>
/// <param name="Verdict">How it ended.</param>
/// <param name="Steps">All steps, as the build's page would list them.</param>
/// <param name="Span">How long it took.</param>
public sealed record RunResult(RunVerdict Verdict, ImmutableArray<FinishedStep> Steps, TimeSpan Span);
