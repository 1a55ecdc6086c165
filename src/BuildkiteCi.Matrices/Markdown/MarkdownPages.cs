using System.Collections.Immutable;
using System.Text;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Matrices.Definitions;
using BuildkiteCi.Matrices.Results;
using static BuildkiteCi.Core.Text.MarkdownText;

namespace BuildkiteCi.Matrices.Markdown;

/// <summary>The pages that readers of vLLM's documentation look at: which models, which features, on which TPU.</summary>
public static class MarkdownPages
{
    /// <summary>What stands where a matrix has no row.</summary>
    internal const string NoResults = "_No results._\n";

    // What stands above tables in which no test has a result.
    private const string NoTestResults = "_No test has a result._\n\n";

    /// <summary>The page of models: type, architecture where it is known, every stage on every generation, measured performance.</summary>
    public static string Models(MatrixDefinitions definitions, BuildResults results)
    {
        var supports = Support.All(definitions, results).Where(support => support.Definition.Kind == SubjectKind.Model).ToImmutableArray();
        var text = Heading("Supported models", results.Publication);
        if (supports.IsEmpty) text.Append(NoResults);
        else if (!results.HasResults) text.Append(NoTestResults);
        foreach (var support in supports)
        {
            if (supports.Length > 1) text.Append("## ").Append(Plain(support.Definition.Title)).Append("\n\n");
            text.Append(ModelTable(support)).Append('\n');
        }

        return text.Append(Notes(supports)).ToString().TrimEnd('\n') + "\n";
    }

    /// <summary>The page of features: first feature × hardware, then each category with its stages.</summary>
    public static string Features(MatrixDefinitions definitions, BuildResults results)
    {
        var supports = Support.All(definitions, results).Where(support => support.Definition.Kind == SubjectKind.Feature).ToImmutableArray();
        var text = Heading("Supported features", results.Publication);
        if (supports.IsEmpty) text.Append(NoResults);
        else if (!results.HasResults) text.Append(NoTestResults);
        if (!supports.IsEmpty) text.Append("## Feature × hardware\n\n").Append(HardwareTable(supports)).Append('\n');
        foreach (var support in supports)
        {
            text.Append("## ").Append(Plain(support.Definition.Title)).Append("\n\n");
            text.Append(support.Definition.Pivot is null ? StageTable(support) : PivotTables(support.Definition, results)).Append('\n');
        }

        return text.Append(Notes(supports)).ToString().TrimEnd('\n') + "\n";
    }

    private static StringBuilder Heading(string title, Publication publication)
    {
        var text = new StringBuilder();
        text.Append("# ").Append(title).Append("\n\n");
        text.Append(publication.Release is { } release ? $"Release {Plain(release)}" : $"Nightly build of {publication.Title}");
        text.Append($", implementation {Plain(publication.Implementation)}");
        foreach (var (repository, commit) in publication.Commits) text.Append($", {Plain(repository)} {Code(Short(commit))}");
        foreach (var (package, version) in publication.Versions) text.Append($", {Plain(package)} {Code(version)}");
        if (publication.BuildUrl is { } build) text.Append($", {Link("build", build)}");
        return text.Append(".\n\n");
    }

    private static string Short(string commit) => commit.Length == 40 ? commit[..12] : commit;

    private static string ModelTable(Support support)
    {
        var definition = support.Definition;
        var columns = support.Generations.SelectMany(generation => definition.Stages.Select(stage => $"{generation} {stage}").Append($"{generation} performance"));
        return Table(
            [definition.NameHeader, definition.TypeHeader ?? "Type", "Architecture", .. columns],
            support.Subjects.Select(subject => new[]
            {
                MarkdownCells.Model(subject.Name),
                Plain(subject.Type),
                subject.Architecture is { } architecture ? Code(architecture) : "–",
            }.Concat(support.Generations.SelectMany(generation => ModelCells(definition, subject, generation)))));
    }

    private static IEnumerable<string> ModelCells(MatrixDefinition definition, SubjectSupport subject, string generation)
    {
        var results = definition.Stages.Select(stage => subject.On(generation, stage)).ToArray();
        return results.Select(MarkdownCells.Result).Append(MarkdownCells.Performance(results));
    }

    private static string HardwareTable(ImmutableArray<Support> supports) => Table(
        ["Category", "Feature", .. supports[0].Generations],
        from support in supports
        from subject in support.Subjects
        from stages in support.Definition.RolledUp
        select new[]
        {
            Plain(support.Definition.Title),
            Plain($"{support.Definition.ShownSubject(subject.Name)} {stages.Name}".TrimEnd()),
        }.Concat(support.Generations.Select(generation => Plain(subject.OverStages(generation, stages.Stages).Shown))));

    private static string StageTable(Support support)
    {
        var definition = support.Definition;
        return Table(
            [definition.NameHeader, .. definition.Facts.Select(fact => fact.Header), .. support.Generations.SelectMany(generation => definition.Stages.Select(stage => $"{generation} {stage}"))],
            support.Subjects.Select(subject => definition.Facts.Select(fact => Plain(fact.Of(subject.Name.Text)))
                .Prepend(Plain(definition.ShownSubject(subject.Name)))
                .Concat(support.Generations.SelectMany(generation => definition.Stages.Select(stage => MarkdownCells.Result(subject.On(generation, stage)))))));
    }

    private static string PivotTables(MatrixDefinition definition, BuildResults results) => string.Join('\n',
        from generation in results.Generations
        from matrix in Matrix.All(new MatrixDefinitions([definition]), generation with { Subjects = [.. generation.Subjects.Where(subject => definition.Category(subject.Category) is not null)] })
        select $"### {Plain(generation.Generation)}\n\n" + Table(
            [definition.NameHeader, .. definition.ResultHeaders],
            matrix.Rows.Select(row => row.Cells.Select(cell => MarkdownCells.Result(cell.Result)).Prepend(Plain(definition.Shown(row.Name))))));

    private static string Notes(ImmutableArray<Support> supports)
    {
        var notes = (from support in supports
                     from subject in support.Subjects
                     from generation in support.Generations
                     from stage in support.Definition.Stages
                     let note = subject.On(generation, stage).Note
                     where note is not null
                     select $"- {Plain(subject.Name.Text)}, {generation} {stage}: {Plain(note)}\n").ToArray();
        return notes.Length == 0 ? "" : $"## Notes\n\n{string.Concat(notes)}";
    }
}
