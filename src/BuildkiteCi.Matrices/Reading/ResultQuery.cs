using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Matrices.Definitions;

namespace BuildkiteCi.Matrices.Reading;

/// <summary>What a build is asked for its matrices. It is made from the catalogue.</summary>
/// <param name="Definitions">The matrices to fill.</param>
/// <param name="Generations">The generations that may have been tested.</param>
public sealed record ResultQuery(MatrixDefinitions Definitions, ImmutableArray<Generation> Generations)
{
    /// <summary>
    /// The subjects of the catalogue. Where the build holds lists of its own (<c>model-list</c>, <c>feature-list</c>), those decide which
    /// subjects are rows, and these only what is known of them.
    /// </summary>
    public ImmutableArray<ListedSubject> Subjects { get; init; } = [];

    /// <summary>The features that pass by definition (<c>default_features.txt</c>).</summary>
    public ImmutableArray<ListedSubject> DefaultFeatures { get; init; } = [];

    /// <summary>The steps whose outcomes are collected.</summary>
    public ImmutableArray<TestStep> Steps { get; init; } = [];
}

/// <summary>A subject that a build may hold results of, as the catalogue knows it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Model or feature.</param>
/// <param name="Category">Its category; the build's meta-data may say otherwise for a generation.</param>
public sealed record ListedSubject(SubjectName Name, SubjectKind Kind, Category Category)
{
    /// <summary>The class that serves a model; null where it is not known.</summary>
    public string? Architecture { get; init; }
}
