using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Testing.Accuracy;

namespace BuildkiteCi.Testing;

/// <summary>What a test left in its results folder.</summary>
/// <param name="FailingTests">From its JUnit XML files, in the order of files and tests.</param>
/// <param name="Score">From the evaluation's results file of an accuracy stage: the newest one, by name.</param>
/// <param name="Problems">Files that could not be read.</param>
internal sealed record LeftFiles(ImmutableArray<FailingTest> FailingTests, AccuracyScore? Score, ImmutableArray<Diagnostic> Problems)
{
    /// <summary>Why there is no score though an evaluation left its file; null where there is one, or no file.</summary>
    public string? NoScore { get; init; }

    /// <param name="tree">All results.</param>
    /// <param name="folder">The try's own folder.</param>
    /// <param name="stage">Of an accuracy stage the score is looked for.</param>
    public static LeftFiles Read(IFileTree tree, string folder, Stage stage)
    {
        var files = tree.List(folder);
        var problems = ImmutableArray.CreateBuilder<Diagnostic>();
        var failing = ImmutableArray.CreateBuilder<FailingTest>();
        foreach (var path in files.Where(path => path.EndsWith(".xml", StringComparison.OrdinalIgnoreCase)))
        {
            if (tree.Read(path) is not { } text) continue;
            var tests = JUnitFile.Parse(new SourceFile(path, text));
            problems.AddRange(tests.Diagnostics);
            if (tests.Value is { } read) failing.AddRange(read);
        }

        var report = stage.Role == StageRole.Accuracy ? ReadScore(tree, files) : null;
        problems.AddRange(report?.Diagnostics ?? []);
        return new LeftFiles(failing.ToImmutable(), report?.Value?.Main, problems.ToImmutable())
        {
            NoScore = report is { Value: null } ? $"the evaluation gave no score: {report.Diagnostics.FirstOrDefault()?.Message}" : null,
        };
    }

    // lm_eval ends a file's name with its time, so the last in order of what follows the last '_' is the newest.
    private static Diagnosed<AccuracyReport>? ReadScore(IFileTree tree, ImmutableArray<string> files)
    {
        var newest = files
            .Where(path => path.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
            .MaxBy(path => path[(path.LastIndexOf('_') + 1)..], StringComparer.Ordinal);
        return newest is not null && tree.Read(newest) is { } text ? LmEvalFile.Parse(new SourceFile(newest, text)) : null;
    }
}
