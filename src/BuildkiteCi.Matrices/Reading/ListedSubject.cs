using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Matrices.Reading;

/// <summary>A subject that a build may hold results of, as the catalogue knows it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Model or feature.</param>
/// <param name="Category">Its category; the build's meta-data may say otherwise for a generation.</param>
public sealed record ListedSubject(SubjectName Name, SubjectKind Kind, Category Category)
{
    /// <summary>The class that serves a model; null where it is not known.</summary>
    public string? Architecture { get; init; }
}
