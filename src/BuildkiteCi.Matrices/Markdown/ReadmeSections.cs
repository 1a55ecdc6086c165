using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Matrices.Definitions;
using BuildkiteCi.Matrices.History;
using BuildkiteCi.Matrices.Results;
using BuildkiteCi.Matrices.Tables;
using static BuildkiteCi.Core.Text.MarkdownText;

namespace BuildkiteCi.Matrices.Markdown;

/// <summary>
/// What a README shows between its markers, by their names: each matrix by its <see cref="MatrixDefinition.Key"/> and its
/// <see cref="MatrixDefinition.ShortKey"/>, and what <c>readme_markers</c> of <c>ci.yml</c> names.
/// </summary>
public static class ReadmeSections
{
    /// <summary>The sections by name. A matrix without a row has one too, which shows that: markers must not turn into errors
    /// overnight.</summary>
    /// <param name="history">All that was published, with <paramref name="results"/> in it.</param>
    /// <param name="results">What is published now; roll-ups are of these.</param>
    public static ImmutableSortedDictionary<string, string> Of(SupportHistory history, BuildResults results)
    {
        var definitions = history.Definitions;
        var isRelease = results.Publication.Release is not null;
        var sections = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var definition in definitions.All)
        {
            var table = Verdicts(history, definition, isRelease);
            sections[definition.Key] = sections[definition.ShortKey] = table ?? MarkdownPages.NoResults;
        }

        foreach (var marker in definitions.Markers.Where(marker => !sections.ContainsKey(marker.Name)))
            if (Section(history, results, marker) is { } section) sections[marker.Name] = section;
        return sections.ToImmutable();
    }

    /// <summary>All names that a README's markers can have here, whatever is published: any other is somebody else's.</summary>
    public static ImmutableSortedSet<string> Names(MatrixDefinitions definitions) =>
        [
            .. definitions.All.SelectMany(definition => new[] { definition.Key, definition.ShortKey }),
            .. definitions.Markers.Select(marker => marker.Name),
        ];

    // A section that is a release's stays as it is where no release is known, and the other way round.
    private static string? Section(SupportHistory history, BuildResults results, ReadmeMarker marker)
    {
        var isRelease = marker.IsRelease ?? results.Publication.Release is not null;
        var edition = isRelease ? history.NewestRelease : history.NewestNight;
        switch (marker.Content)
        {
            case MarkerContent.Legend: return VerdictMarkdown.Legend();
            case MarkerContent.Date: return edition is null ? null : VerdictMarkdown.Date(edition);
            default:
                if (
                    history.Definitions.All.FirstOrDefault(one => one.Key == marker.Matrix || one.ShortKey == marker.Matrix)
                    is not { } definition
                )
                    return null;
                if (marker.Content == MarkerContent.Verdicts)
                    return edition is null ? null : Verdicts(history, definition, isRelease) ?? MarkdownPages.NoResults;
                return isRelease != results.Publication.Release is not null ? null : RolledUp(history.Definitions, definition, results);
        }
    }

    private static string? Verdicts(SupportHistory history, MatrixDefinition definition, bool isRelease)
    {
        if ((isRelease ? history.NewestRelease : history.NewestNight) is not { } edition) return null;
        var subjects = history.InOrder(edition).Where(subject => subject.Definition == definition).ToArray();
        if (subjects.Length == 0) return null;
        var types = definition.TypeHeader is { } header ? new[] { header } : [];
        return Table(
            [definition.NameHeader, .. types, .. definition.Facts.Select(fact => fact.Header), .. history.Generations],
            subjects.Select(subject =>
                types
                    .Select(_ => Plain(subject.Type))
                    .Concat(definition.Facts.Select(fact => Plain(fact.Of(subject.Name))))
                    .Prepend(MarkdownPages.Name(subject))
                    .Concat(
                        history.Generations.Select(generation =>
                            subject.Main(edition) is { } main ? VerdictMarkdown.Cell(subject, edition, main, generation) : "–"
                        )
                    )
            )
        );
    }

    // As the scripts in use write it: models rolled up across generations, of features correctness and performance rolled up on each.
    private static string RolledUp(MatrixDefinitions definitions, MatrixDefinition definition, BuildResults results)
    {
        if (Support.All(definitions, results).FirstOrDefault(support => support.Definition == definition) is not { } support)
            return MarkdownPages.NoResults;
        return definition.Kind == SubjectKind.Model ? RolledUpModels(support)
            : definition.Pivot is { } pivot ? Kernels(definition, pivot, results)
            : RolledUpFeatures(support);
    }

    private static string RolledUpModels(Support support) => Table(
        [support.Definition.NameHeader, support.Definition.TypeHeader ?? "Type", .. support.Definition.Stages],
        support.Subjects.Select(subject => support.Definition.Stages.Select(stage => Plain(subject.OverGenerations(stage).Shown))
            .Prepend(Plain(subject.Type))
            .Prepend(MarkdownCells.Model(subject.Name))));

    private static string RolledUpFeatures(Support support)
    {
        var definition = support.Definition;
        var columns =
            from generation in support.Generations
            from stages in definition.RolledUp
            select (Generation: generation, Stages: stages);
        return Table(
            [
                definition.NameHeader,
                .. definition.Facts.Select(fact => fact.Header),
                .. columns.Select(column => $"{column.Generation} {column.Stages.Name}".TrimEnd()),
            ],
            support.Subjects.Select(subject => definition.Facts.Select(fact => Plain(fact.Of(subject.Name)))
                .Prepend(Plain(definition.ShownSubject(subject.Name)))
                .Concat(columns.Select(column => Plain(subject.OverStages(column.Generation, column.Stages.Stages).Shown)))));
    }

    private static string Kernels(MatrixDefinition definition, Pivot pivot, BuildResults results)
    {
        var rows = (
            from generation in results.Generations
            from matrix in Matrix.All(
                new MatrixDefinitions([definition]),
                generation with
                {
                    Subjects = [.. generation.Subjects.Where(subject => definition.Category(subject.Category) is not null)],
                }
            )
            from row in matrix.Rows
            select row
        ).ToLookup(row => row.Name);
        return Table(
            [definition.NameHeader, .. pivot.Variants.Select(variant => variant.Header)],
            rows.Select(kernel =>
                pivot.Variants.Select((_, at) => Plain(Variant(definition, kernel, at).Shown)).Prepend(Plain(definition.Shown(kernel.Key)))
            )
        );
    }

    // Correctness and performance of one variant on each generation, then across generations.
    private static Catalogue.Results.Status Variant(MatrixDefinition definition, IEnumerable<MatrixRow> rows, int at) =>
        RollUp.OfGenerations([
            .. rows.Select(row =>
                RollUp.OfStages([
                    .. row.Cells.Skip(at * definition.Stages.Length).Take(definition.Stages.Length).Select(cell => cell.Result.Status),
                ])
            ),
        ]);
}
