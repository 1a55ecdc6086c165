using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Matrices.Definitions;
using BuildkiteCi.Matrices.History;
using BuildkiteCi.Matrices.Results;

namespace BuildkiteCi.Matrices.Tests;

/// <summary>Results written down in few words.</summary>
internal static class SampleResults
{
    public static readonly DateTimeOffset Night = new(2026, 8, 22, 9, 30, 0, TimeSpan.Zero);

    /// <summary>A model with these statuses, stage by stage.</summary>
    public static SubjectResults Model(string name, string category, params ReadOnlySpan<Status> statuses) =>
        Subject(SubjectKind.Model, name, category, statuses);

    /// <summary>A feature with these statuses, stage by stage.</summary>
    public static SubjectResults Feature(string name, string category, params ReadOnlySpan<Status> statuses) =>
        Subject(SubjectKind.Feature, name, category, statuses);

    public static BuildResults Build(params ImmutableArray<GenerationResults> generations) =>
        new(new Publication("auto", Night), generations);

    public static SupportHistory HistoryOf(params IEnumerable<BuildResults> all)
    {
        var history = new SupportHistoryBuilder(MatrixDefinitions.BuiltIn);
        foreach (var results in all) history.Add(results);
        return history.Build();
    }

    public static GenerationResults Generation(string name, params ImmutableArray<SubjectResults> subjects) => new(name, subjects);

    private static SubjectResults Subject(SubjectKind kind, string name, string category, ReadOnlySpan<Status> statuses)
    {
        var stages = MatrixDefinitions.BuiltIn.Of(kind, new Category(category))!.Stages;
        return new SubjectResults(SubjectName.Parse(name)!, kind, new Category(category),
            [.. statuses.ToArray().Zip(stages, (status, stage) => new StageResult(stage, status))]);
    }
}
