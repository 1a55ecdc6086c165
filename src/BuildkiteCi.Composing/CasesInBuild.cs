using System.Collections.Immutable;
using BuildkiteCi.Benchmarks.Cases;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Composing.Builds.Facts;
using BuildkiteCi.Composing.Settings;
using BuildkiteCi.Core;

namespace BuildkiteCi.Composing;

/// <summary>The benchmark cases of a build.</summary>
/// <param name="Files">The files, those of its type first, then those that it changes.</param>
/// <param name="Validates">Whether a pipeline checks the changed ones.</param>
internal sealed record CasesInBuild(ImmutableArray<CaseFile> Files, bool Validates)
{
    /// <summary>Reads them; what is wrong goes to <paramref name="found"/>.</summary>
    public static CasesInBuild Of(IFileTree files, CiSettings settings, BuildSituation build, ImmutableArray<Diagnostic>.Builder found)
    {
        var cases = settings.Composing.Cases;
        var type = TypeOf(files, cases, build.Facts.Identity, found);
        ImmutableArray<string> own = type is null ? [] : [.. files.List($"{cases.Folder}/{type}").Where(IsCase)];
        var changed = Changed(files, cases, build.Facts).RemoveAll(own.Contains);
        var read = ImmutableArray.CreateBuilder<CaseFile>();
        foreach (var source in files.ReadAll(own.Concat(changed), found))
        {
            var file = CaseFileReader.Parse(source, settings.Fleet);
            found.AddRange(file.Diagnostics);
            if (file.Value is not null) read.Add(file.Value);
        }

        found.AddRange(CaseRule.AcrossFiles(read.ToImmutable()));
        return new CasesInBuild(read.ToImmutable(), cases.Validation is not null && !changed.IsEmpty);
    }

    private static string? TypeOf(
        IFileTree files,
        BenchmarkCaseSettings cases,
        BuildIdentity identity,
        ImmutableArray<Diagnostic>.Builder found
    )
    {
        if (!identity.IsAmong(cases.Builds))
            return identity.Occasions.Select(occasion => cases.TypeOf.GetValueOrDefault(occasion)).FirstOrDefault(type => type is not null);
        if (identity.CaseType is not { } asked) return cases.DefaultType;
        string[] known =
        [
            .. (cases.Types.IsEmpty ? Folders(files, cases.Folder) : cases.Types)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];
        if (known.Contains(asked)) return asked;
        found.Add(
            EnvironmentRules.Problem(
                EnvironmentRules.UnusableVariable,
                $"BM_CASE_TYPE is '{asked.ToUpperInvariant()}', and no benchmark cases are of that type",
                Spelling.Suggest(asked, known, $"it can be {string.Join(", ", known.Select(name => name.ToUpperInvariant()))}")
            )
        );
        return null;
    }

    private static IEnumerable<string> Folders(IFileTree files, string folder) =>
        files
            .List(folder)
            .Select(path => path[(folder.Length + 1)..])
            .Where(path => path.Contains('/'))
            .Select(path => path[..path.IndexOf('/')]);

    private static ImmutableArray<string> Changed(IFileTree files, BenchmarkCaseSettings cases, BuildInputs facts) =>
        facts.Identity.IsAmong(cases.ChangedIn) && facts.Changes.IsKnown
            ?
            [
                .. facts
                    .Changes.Paths.Where(path => path.StartsWith($"{cases.Folder}/", StringComparison.Ordinal) && IsCase(path))
                    .Intersect(files.List(cases.Folder), StringComparer.Ordinal),
            ]
            : [];

    private static bool IsCase(string path) => path.EndsWith(".json", StringComparison.Ordinal);
}
