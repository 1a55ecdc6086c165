using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
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
