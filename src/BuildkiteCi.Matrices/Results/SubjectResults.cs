using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Catalogue.Results;

namespace BuildkiteCi.Matrices.Results;

/// <summary>What is known of one subject on one generation.</summary>
/// <param name="Name">The subject (<c>CI_TARGET</c>).</param>
/// <param name="Kind">Model or feature.</param>
/// <param name="Category">Its category (<c>CI_CATEGORY</c>), which decides the matrix it is in.</param>
/// <param name="Stages">The stages that something is known of; any other is Untested.</param>
public sealed record SubjectResults(SubjectName Name, SubjectKind Kind, Category Category, ImmutableArray<StageResult> Stages)
{
    /// <summary>The class that serves it, as <c>config.json</c> of a model names it; null where it is not known.</summary>
    public string? Architecture { get; init; }

    /// <summary>What benchmark cases of the model measured. They are no stages, and no verdict depends on them.</summary>
    public ImmutableArray<CaseResult> Cases { get; init; } = [];

    /// <summary>The result of a stage; Untested where there is no result.</summary>
    public StageResult Stage(string name)
    {
        foreach (var result in Stages)
            if (result.Stage == name) return result;
        return new StageResult(name, Status.Untested);
    }
}
