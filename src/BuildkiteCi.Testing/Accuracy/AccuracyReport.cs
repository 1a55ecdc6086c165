using System.Collections.Immutable;

namespace BuildkiteCi.Testing.Accuracy;

/// <summary>The scores of one evaluation.</summary>
/// <param name="Main">The one that is judged.</param>
/// <param name="All">All of them, in the file's order; of task groups the group's own.</param>
public sealed record AccuracyReport(AccuracyScore Main, ImmutableArray<AccuracyScore> All);
