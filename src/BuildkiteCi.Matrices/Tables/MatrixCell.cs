using BuildkiteCi.Catalogue;
using BuildkiteCi.Catalogue.Results;

namespace BuildkiteCi.Matrices.Tables;

/// <summary>A result in its place.</summary>
/// <param name="Subject">The subject that it is a result of; null where the place has no subject (pivoted matrices).</param>
/// <param name="Result">The result.</param>
public sealed record MatrixCell(SubjectName? Subject, StageResult Result);
