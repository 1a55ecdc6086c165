using System.Collections.Immutable;

namespace BuildkiteCi.Matrices.Tables;

/// <summary>A row of a matrix.</summary>
/// <param name="Name">The subject's name; of a pivoted matrix the stem of several.</param>
/// <param name="Type">The text of the type column; null where the matrix has none.</param>
/// <param name="Facts">The texts of the columns that are not measured.</param>
/// <param name="Cells">The results, one for each of the definition's result headers.</param>
public sealed record MatrixRow(string Name, string? Type, ImmutableArray<string> Facts, ImmutableArray<MatrixCell> Cells);
