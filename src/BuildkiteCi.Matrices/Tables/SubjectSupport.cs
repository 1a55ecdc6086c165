using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Matrices.Results;

namespace BuildkiteCi.Matrices.Tables;

/// <summary>What is known of one subject on every generation.</summary>
/// <param name="Name">The subject.</param>
/// <param name="Kind">Model or feature.</param>
/// <param name="Category">Its category.</param>
/// <param name="Type">Its text in a type column.</param>
/// <param name="Generations">Its results by the generation's short name; generations that know nothing of it are missing.</param>
public sealed record SubjectSupport(
    SubjectName Name, SubjectKind Kind, Category Category, string Type, ImmutableDictionary<string, SubjectResults> Generations)
{
    /// <summary>The class that serves it; null where no generation's results name it.</summary>
    public string? Architecture => Generations.Values.Select(results => results.Architecture).FirstOrDefault(name => name is not null);

    /// <summary>The result of a stage on a generation; Untested where there is no result.</summary>
    public StageResult On(string generation, string stage) =>
        Generations.GetValueOrDefault(generation)?.Stage(stage) ?? new StageResult(stage, Status.Untested);

    /// <summary>The roll-up of some stages on a generation.</summary>
    public Status OverStages(string generation, ImmutableArray<string> stages) =>
        RollUp.OfStages([.. stages.Select(stage => On(generation, stage).Status)]);

    /// <summary>The roll-up of a stage across all generations that know the subject.</summary>
    public Status OverGenerations(string stage) =>
        RollUp.OfGenerations([.. Generations.Keys.Order(StringComparer.Ordinal).Select(generation => On(generation, stage).Status)]);
}
