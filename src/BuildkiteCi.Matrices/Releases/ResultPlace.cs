using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Matrices.Releases;

/// <summary>Where a result stands: the same place in two publications can be compared.</summary>
/// <param name="Kind">Model or feature.</param>
/// <param name="Subject">The subject.</param>
/// <param name="Generation">The generation's short name.</param>
/// <param name="Stage">The stage.</param>
public readonly record struct ResultPlace(SubjectKind Kind, SubjectName Subject, string Generation, string Stage);
