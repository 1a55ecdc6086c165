using System.Text.RegularExpressions;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Composing.Settings;

namespace BuildkiteCi.Composing.Checks.Declared;

/// <summary>C040: a folder holds benchmark cases, and no build reads it.</summary>
internal sealed partial class UnreadCases : CheckedRule
{
    internal static readonly Rule Definition =
        new(
            "C040",
            Severity.Warning,
            "A folder holds benchmark cases, and no build reads it",
            """
            # .buildkite/benchmark/cases/dayly/qwen.json
            { "benchmark_cases": [] }
            """,
            """
            # .buildkite/benchmark/cases/daily/qwen.json
            { "benchmark_cases": [] }
            """
        )
        {
            Why =
                "A case was put into a folder of a kind of build that nobody starts. It was reviewed and merged, and the release's page "
                + "showed no number for it.",
        };

    public override Rule Rule => Definition;

    private static readonly string[] Examples = ["sample", "samples", "example", "examples", "template", "templates"];

    /// <summary>One finding a folder, at its first file.</summary>
    /// <param name="files">The repository.</param>
    /// <param name="settings">Which folders of cases its builds read.</param>
    public static IEnumerable<Diagnostic> Of(IFileTree files, CiSettings settings)
    {
        var cases = settings.Composing.Cases;
        var below = files.List(cases.Folder).Where(IsJson).ToArray();
        var (read, isAll) = Read(files, cases, below);
        var unread = below.Where(path => Folder(path) != cases.Folder && !read.Contains(TypeOf(path, cases)))
            .Where(path => isAll || Spelling.Only(TypeOf(path, cases), read) is not null)
            .Concat(below.Where(path => Folder(path) == cases.Folder))
            .Concat(
                files.List(SubjectCatalogue.Home)
                    .Where(path => IsJson(path) && !path.StartsWith($"{cases.Folder}/", StringComparison.Ordinal))
                    .Where(path => files.Read(path, [])?.Contains("\"benchmark_cases\"", StringComparison.Ordinal) == true)
            );
        return
            from path in unread
            where !path.Split('/').Intersect(Examples, StringComparer.Ordinal).Any()
            group path by Folder(path) into folder
            let others = folder.Count() - 1
            select new Diagnostic(
                Definition,
                SourceLocation.Of(folder.First()),
                $"the folder '{folder.Key}' holds benchmark cases{(others > 0 ? $", {others} more files" : "")}, and no build reads it",
                Cure(folder.Key, cases, read)
            );
    }

    private static string Cure(string folder, BenchmarkCaseSettings cases, HashSet<string> read)
    {
        var name = folder[(folder.LastIndexOf('/') + 1)..];
        var kinds = string.Join(", ", read.Order(StringComparer.Ordinal).Select(kind => $"'{cases.Folder}/{kind}'"));
        return folder.StartsWith($"{cases.Folder}/", StringComparison.Ordinal)
            ? Spelling.Suggest(
                name,
                read.Order(StringComparer.Ordinal),
                "add it to 'types' or 'type_of' of 'benchmark_cases' in ci.yml, or move the files"
            )
            : $"move the files to {kinds}";
    }

    // The folders that ci.yml names; where any can be asked for, those that something here asks for. Nothing may: then others can be.
    private static (HashSet<string> Folders, bool IsAll) Read(IFileTree files, BenchmarkCaseSettings cases, string[] below)
    {
        HashSet<string> read = [cases.DefaultType, .. cases.Types, .. cases.TypeOf.Values];
        if (!cases.Types.IsEmpty) return (read, true);
        var asked = files.List(SubjectCatalogue.Home)
            .Where(path => Path.GetExtension(path) is ".yml" or ".yaml" or ".sh" or ".bash" or ".py")
            .Select(path => files.Read(path, []))
            .Where(text => text?.Contains(Asks, StringComparison.Ordinal) == true)
            .SelectMany(text => Word.Matches(text!).Select(match => match.Value))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        read.UnionWith(below.Select(path => TypeOf(path, cases)).Where(asked.Contains));
        return (read, asked.Count > 0);
    }

    private const string Asks = "BM_CASE_TYPE";

    private static bool IsJson(string path) => path.EndsWith(".json", StringComparison.Ordinal);

    private static string Folder(string path) => path[..path.LastIndexOf('/')];

    private static string TypeOf(string path, BenchmarkCaseSettings cases) => path[(cases.Folder.Length + 1)..].Split('/')[0];

    [GeneratedRegex("[A-Za-z][A-Za-z0-9_-]*", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Word { get; }
}
