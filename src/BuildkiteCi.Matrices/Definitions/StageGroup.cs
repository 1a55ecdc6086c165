using System.Collections.Immutable;

namespace BuildkiteCi.Matrices.Definitions;

/// <summary>Stages that are rolled up into one status for readers.</summary>
/// <param name="Name">What columns call them: <c>Single-Host</c>; empty where they are all stages of the matrix.</param>
/// <param name="Stages">The stages.</param>
public sealed record StageGroup(string Name, ImmutableArray<string> Stages);
