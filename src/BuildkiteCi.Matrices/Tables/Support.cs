using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Matrices.Definitions;
using BuildkiteCi.Matrices.Ordering;
using BuildkiteCi.Matrices.Results;

namespace BuildkiteCi.Matrices.Tables;

/// <summary>One matrix for readers: each subject once, with what is known of it on every generation.</summary>
/// <param name="Definition">The matrix.</param>
/// <param name="Generations">The generations' short names, in order.</param>
/// <param name="Subjects">Its subjects, best first for models, in the CSV's order for features; at least one.</param>
public sealed record Support(MatrixDefinition Definition, ImmutableArray<string> Generations, ImmutableArray<SubjectSupport> Subjects)
{
    /// <summary>All matrices of a build that have a subject, in the definitions' order.</summary>
    public static ImmutableArray<Support> All(MatrixDefinitions definitions, BuildResults results)
    {
        ImmutableArray<string> generations = [.. results.Generations.Select(generation => generation.Generation)];
        var subjects = results.Generations
            .SelectMany(generation => generation.Subjects.Select(subject => (generation.Generation, Subject: subject)))
            .GroupBy(one => (one.Subject.Kind, one.Subject.Name))
            .Select(ones => Subject(definitions, ones))
            .ToLookup(one => one.Definition, one => one.Subject);
        return
        [
            .. from definition in definitions.All
               where subjects.Contains(definition)
               select new Support(definition, generations, Ordered(definition, subjects[definition])),
        ];
    }

    private static (MatrixDefinition? Definition, SubjectSupport Subject) Subject(
        MatrixDefinitions definitions, IEnumerable<(string Generation, SubjectResults Subject)> ones)
    {
        var byGeneration = ones.ToImmutableDictionary(one => one.Generation, one => one.Subject, StringComparer.Ordinal);
        var first = ones.First().Subject;
        var definition = definitions.Of(first.Kind, first.Category);
        var type = (definition?.Category(first.Category) ?? definition?.Categories[0])?.Type ?? first.Category.Name;
        return (definition, new SubjectSupport(first.Name, first.Kind, first.Category, type, byGeneration));
    }

    private static ImmutableArray<SubjectSupport> Ordered(MatrixDefinition definition, IEnumerable<SubjectSupport> subjects) =>
        definition.Kind == SubjectKind.Model
            ? BestFirst.Order(
                subjects,
                subject => [.. definition.Stages.Select(subject.OverGenerations)],
                subject => subject.Type,
                subject => subject.Name.Text
            )
            : [.. subjects.OrderBy(subject => $"\"{subject.Name}\"", VersionOrder.Comparer)];
}

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
