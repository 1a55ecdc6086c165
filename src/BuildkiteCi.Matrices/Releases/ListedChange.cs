using System.Collections.Immutable;
using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Matrices.Releases;

/// <summary>A subject that has come or gone.</summary>
/// <param name="Kind">Model or feature.</param>
/// <param name="Subject">The subject.</param>
/// <param name="Failing">Of an added one, where it fails.</param>
public sealed record ListedChange(SubjectKind Kind, SubjectName Subject, ImmutableArray<ResultPlace> Failing);
