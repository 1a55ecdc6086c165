using System.Text.RegularExpressions;
using BuildkiteCi.Matrices.Results;

namespace BuildkiteCi.Matrices.Publishing;

/// <summary>Where a publication's files lie in the repository, and what its commit is called (domain rules, "Layout when
/// published").</summary>
/// <param name="Publication">The publication.</param>
public sealed partial record PublishedLayout(Publication Publication)
{
    /// <summary>The folder of everything that is published.</summary>
    public const string Root = "support_matrices";

    /// <summary>The folder of one generation's CSV matrices.</summary>
    public string Matrices(string generation) => $"{Root}/{Kind}/{generation}/{Publication.ImplementationFolder}";

    /// <summary>The folder of pages for people.</summary>
    public string Pages => $"{Root}/{Kind}/{Publication.ImplementationFolder}";

    /// <summary>The folder of all results files of the implementation.</summary>
    public string AllResults => $"{Root}/results/{Publication.ImplementationFolder}";

    /// <summary>The publication's results file.</summary>
    public string Results => $"{AllResults}/{Publication.Title.Replace('/', '_')}.json";

    /// <summary>The commit's subject: for the generations that were published, in order.</summary>
    public string CommitSubject(IEnumerable<string> generations)
    {
        var names = string.Join('/', generations);
        if (Publication.Release is { } tag) return $"[skip ci] Update support matrices for {tag} ({names})";
        var implementation = Publication.Implementation == Publication.Automatic ? "" : $" for {Publication.Implementation}";
        return $"{NightSubject}{implementation} ({names})";
    }

    /// <summary>The tag in the subject of a release's commit; null where the subject is none such.</summary>
    public static string? TagIn(string commitSubject) =>
        ReleaseSubject().Match(commitSubject) is { Success: true } match ? match.Groups["tag"].Value : null;

    /// <summary>Whether a commit's subject is that of a night.</summary>
    public static bool IsOfNight(string commitSubject) => commitSubject.StartsWith(NightSubject, StringComparison.Ordinal);

    private const string NightSubject = "[skip ci] Update nightly support matrices";

    [GeneratedRegex(
        @"^\[skip ci\] Update support matrices for (?<tag>\S+) \([^()]*\)$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex ReleaseSubject();

    /// <summary>Where a CSV matrix lies that was published: <c>support_matrices/nightly/v6e/default/model_support_matrix.csv</c>; null
    /// where a path is none such.</summary>
    internal static (bool IsRelease, string Generation, string Implementation)? Place(string path) =>
        path.Split('/') is [Root, "nightly" or "release", var generation, var folder, var file]
        && file.EndsWith(".csv", StringComparison.Ordinal)
            ? (
                path.StartsWith($"{Root}/release/", StringComparison.Ordinal),
                generation,
                folder == "default" ? Publication.Automatic : folder
            )
            : null;

    private string Kind => Publication.Release is null ? "nightly" : "release";
}
