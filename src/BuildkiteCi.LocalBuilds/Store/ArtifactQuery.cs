using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace BuildkiteCi.LocalBuilds.Store;

/// <summary>What is looked for among a build's files: <c>*</c> matches any text, across folders too; nothing else is special.</summary>
public static class ArtifactQuery
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The files that fit, in the order in which they came.</summary>
    /// <param name="artifacts">All files of the build.</param>
    /// <param name="query">A path, or a pattern.</param>
    /// <param name="step">Key or job id that narrows the search; null: every step.</param>
    public static ImmutableArray<LocalArtifact> Find(ImmutableArray<LocalArtifact> artifacts, string query, string? step)
    {
        var wanted = Trim(query);
        var regex = new Regex(
            $"^{string.Join(".*", wanted.Split('*').Select(Regex.Escape))}$",
            RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.NonBacktracking,
            Patience
        );
        return
        [
            .. artifacts.Where(artifact =>
                (step is null || artifact.StepKey?.Text == step || artifact.Job == step) && regex.IsMatch(artifact.Path)
            ),
        ];
    }

    /// <summary>Of each path the newest file.</summary>
    public static ImmutableArray<LocalArtifact> NewestOfEach(ImmutableArray<LocalArtifact> found) =>
        [
            .. found
                .GroupBy(artifact => artifact.Path, StringComparer.Ordinal)
                .Select(same => same.Last())
                .OrderBy(artifact => artifact.Path, StringComparer.Ordinal),
        ];

    private static string Trim(string query) => query.StartsWith("./", StringComparison.Ordinal) ? query[2..] : query;
}
