using System.Collections.Immutable;
using BuildkiteCi.Composing.Checks.Declared;
using BuildkiteCi.Pipelines.Checks.Documents;

namespace BuildkiteCi.Composing.Checks;

/// <summary>
/// Tells a catalogue of another form from one with faults: what nearly every file does is no slip. It is reported once, as a question, and
/// not at each file.
/// </summary>
internal static class OtherForm
{
    private const int FewestFiles = 5;
    private const double Most = 0.8;

    /// <summary>The problems, with those that most files of a folder share as one question.</summary>
    /// <param name="found">The problems, by place.</param>
    /// <param name="paths">The catalogue's files.</param>
    public static ImmutableArray<Diagnostic> AsQuestions(ImmutableArray<Diagnostic> found, ImmutableArray<string> paths)
    {
        foreach (var folder in paths.GroupBy(Folder).Where(folder => folder.Count() >= FewestFiles))
        {
            var here = found.Where(diagnostic => Folder(diagnostic.Location.Path) == folder.Key).ToArray();
            var shared = here.Where(diagnostic => diagnostic.Rule.IsConvention).GroupBy(diagnostic => diagnostic.Rule)
                .Where(same =>
                    same.Select(diagnostic => diagnostic.Location.Path).Distinct(StringComparer.Ordinal).Count() >= folder.Count() * Most
                )
                .ToArray();
            if (shared.Length == 0) continue;
            var rules = shared.Select(same => same.Key).ToHashSet();
            // Keys that no generation is part of are in each generation's group, once more.
            if (rules.Contains(KeyWithoutGeneration.Definition)) rules.Add(RepeatedStepKey.Definition);
            found = found
                .RemoveRange(here.Where(diagnostic => rules.Contains(diagnostic.Rule)))
                .Add(Question(folder.Key, folder.Count(), shared));
        }

        return [.. found.OrderBy(diagnostic => diagnostic.Location)];
    }

    private static Diagnostic Question(string folder, int files, IGrouping<Rule, Diagnostic>[] shared) =>
        shared[0].First() with
        {
            Severity = Severity.Warning,
            Message =
                $"nearly all of the {files} files in '{folder}' are of another form than this catalogue's: "
                + string.Join("; ", shared.Select(same => $"{same.First().Message} ({same.Key.Code})")),
            Fix =
                "what are they? Describe their form below 'generations' and 'catalogue' in ci.yml; plain pipelines belong outside of the "
                    + "catalogue's folders",
        };

    private static string Folder(string path) => path.LastIndexOf('/') is > 0 and var at ? path[..at] : "";
}
