using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Matrices.Definitions;
using BuildkiteCi.Matrices.Results;
using static BuildkiteCi.Core.Text.MarkdownText;

namespace BuildkiteCi.Matrices.Markdown;

/// <summary>
/// Short tables for a README, by the names that its markers use: each matrix by its <see cref="MatrixDefinition.Key"/> and its
/// <see cref="MatrixDefinition.ShortKey"/>. Models are rolled up across generations; features have a column a generation, their stages
/// rolled up.
/// </summary>
public static class ReadmeSections
{
    /// <summary>The sections by name. A matrix without a row has one too, which says so: markers must not turn into errors overnight.</summary>
    public static ImmutableSortedDictionary<string, string> Of(MatrixDefinitions definitions, BuildResults results)
    {
        var supports = Support.All(definitions, results).ToDictionary(support => support.Definition);
        var sections = (from definition in definitions.All
                let text = supports.TryGetValue(definition, out var support) ? Section(support, results) : MarkdownPages.NoResults
                from name in new[] { definition.Key, definition.ShortKey }
                select KeyValuePair.Create(name, text))
            .DistinctBy(section => section.Key)
            .ToImmutableSortedDictionary(StringComparer.Ordinal);
        var isRelease = results.Publication.Release is not null;
        // A section that is a release's stays as it is while a nightly build publishes, and the other way round.
        return sections.AddRange(
            from marker in definitions.Markers
            where !sections.ContainsKey(marker.Name) && sections.ContainsKey(marker.Matrix) && (marker.IsRelease ?? isRelease) == isRelease
            select KeyValuePair.Create(marker.Name, sections[marker.Matrix]));
    }

    private static string Section(Support support, BuildResults results) =>
        support.Definition.Kind == SubjectKind.Model ? Models(support) : support.Definition.Pivot is { } pivot ? Kernels(support.Definition, pivot, results) : Features(support);

    private static string Models(Support support) => Table(
        [support.Definition.NameHeader, support.Definition.TypeHeader ?? "Type", .. support.Definition.Stages],
        support.Subjects.Select(subject => support.Definition.Stages.Select(stage => Plain(subject.OverGenerations(stage).Shown))
            .Prepend(Plain(subject.Type))
            .Prepend(MarkdownCells.Model(subject.Name))));

    private static string Features(Support support)
    {
        var definition = support.Definition;
        var columns = from generation in support.Generations from stages in definition.RolledUp select (Generation: generation, Stages: stages);
        return Table(
            [definition.NameHeader, .. definition.Facts.Select(fact => fact.Header), .. columns.Select(column => $"{column.Generation} {column.Stages.Name}".TrimEnd())],
            support.Subjects.Select(subject => definition.Facts.Select(fact => Plain(fact.Of(subject.Name.Text)))
                .Prepend(Plain(definition.ShownSubject(subject.Name)))
                .Concat(columns.Select(column => Plain(subject.OverStages(column.Generation, column.Stages.Stages).Shown)))));
    }

    private static string Kernels(MatrixDefinition definition, Pivot pivot, BuildResults results)
    {
        var rows = (from generation in results.Generations
                    from matrix in Matrix.All(new MatrixDefinitions([definition]), generation with { Subjects = [.. generation.Subjects.Where(subject => definition.Category(subject.Category) is not null)] })
                    from row in matrix.Rows
                    select row).ToLookup(row => row.Name);
        return Table(
            [definition.NameHeader, .. pivot.Variants.Select(variant => variant.Header)],
            rows.Select(kernel => pivot.Variants.Select((_, at) => Plain(Variant(definition, kernel, at).Shown)).Prepend(Plain(definition.Shown(kernel.Key)))));
    }

    // Correctness and performance of one variant on each generation, then across generations.
    private static Status Variant(MatrixDefinition definition, IEnumerable<MatrixRow> rows, int at) => RollUp.OfGenerations(
        [.. rows.Select(row => RollUp.OfStages([.. row.Cells.Skip(at * definition.Stages.Length).Take(definition.Stages.Length).Select(cell => cell.Result.Status)]))]);
}
