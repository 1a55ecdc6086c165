using System.Collections.Immutable;
using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Benchmarks.Cases;

/// <summary>All case files of a repository.</summary>
/// <param name="Files">In ordinal order of their paths.</param>
public sealed record CaseCatalogue(ImmutableArray<CaseFile> Files)
{
    /// <summary>Where case files lie: a folder per kind of build below it.</summary>
    public const string Home = ".buildkite/benchmark/cases";

    /// <summary>Whether a file is one of cases, by where it lies.</summary>
    public static bool IsCaseFile(string path) =>
        path.StartsWith(Home + "/", StringComparison.Ordinal) && path.EndsWith(".json", StringComparison.Ordinal);

    /// <summary>Reads and checks all of them, each alone and all together.</summary>
    public static Diagnosed<CaseCatalogue> Read(IFileTree files, Fleet fleet)
    {
        var unusable = new List<Diagnostic>();
        ImmutableArray<SourceFile> sources = [.. files.ReadAll(files.List(Home).Where(IsCaseFile), unusable)];
        var read = Read(sources, fleet);
        return read with { Diagnostics = [.. unusable, .. read.Diagnostics] };
    }

    /// <summary>Checks these files, each alone and all together.</summary>
    public static Diagnosed<CaseCatalogue> Read(IEnumerable<SourceFile> files, Fleet fleet)
    {
        var read = files.Select(file => CaseFileReader.Parse(file, fleet)).ToArray();
        ImmutableArray<CaseFile> parsed = [.. read.Select(file => file.Value).OfType<CaseFile>()];
        var found = read.SelectMany(file => file.Diagnostics).Concat(CaseRule.AcrossFiles(parsed));
        return Diagnosed.With(
            new CaseCatalogue(parsed),
            found.DistinctBy(diagnostic => (diagnostic.Rule.Code, diagnostic.Location)).OrderBy(diagnostic => diagnostic.Location)
        );
    }
}
