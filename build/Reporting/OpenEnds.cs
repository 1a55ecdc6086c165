using System.Collections.Immutable;
using BuildkiteCi.Composing.Checks.Declared;
using BuildkiteCi.Core;
using BuildkiteCi.Core.Problems;
using BuildkiteCi.Pipelines.Checks;

namespace Build.Reporting;

/// <summary>What is no error and yet to be done: TODOs are counted apart from warnings, since a catalogue always has some.</summary>
internal static class OpenEnds
{
    /// <summary>A line about TODOs and a line about everything else; none where there is none.</summary>
    public static IEnumerable<string> Of(ImmutableArray<Diagnostic> found)
    {
        var todos = found.Where(diagnostic => diagnostic.Rule == Unfilled.Definition).ToList();
        // A stage without a command has a TODO at its command.
        var others = found.RemoveAll(diagnostic => diagnostic.Rule == Unfilled.Definition || diagnostic.Rule == Placeholder.Definition);
        if (todos.Count > 0)
        {
            var files = todos.Select(todo => todo.Location.Path).Distinct(StringComparer.Ordinal).Count();
            yield return $"{Count(todos.Count, "TODO")} in {Count(files, "file")} left to fill in; until then "
                + $"{(todos.Count == 1 ? "its stage is" : "their stages are")} Untested: ./build.sh --target=Validate lists them";
        }

        if (!others.IsEmpty) yield return $"{ProblemMarkdown.Count(others)}; ./build.sh --target=Validate lists them";
    }

    private static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}
