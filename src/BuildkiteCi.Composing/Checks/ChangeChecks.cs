using System.Collections.Immutable;
using BuildkiteCi.Composing.Builds;
using BuildkiteCi.Composing.Builds.Facts;
using BuildkiteCi.Pipelines.Builds;

namespace BuildkiteCi.Composing.Checks;

/// <summary>
/// Everything that is wrong with what a repository gives to CI, in two: what the build's own change is answerable for, and what was so before.
/// A build is stopped for the first before a night fails for it, and never for the second.
/// </summary>
/// <param name="OfTheChange">In files that it touches, naming such files, or wrong since it.</param>
/// <param name="Others">All other problems.</param>
public sealed record ChangeChecks(ImmutableArray<Diagnostic> OfTheChange, ImmutableArray<Diagnostic> Others)
{
    /// <summary>
    /// Tells problems apart. Where errors are left that stand in no touched file, the files as they were before are checked, too: who removes a
    /// step breaks the files that wait for it.
    /// </summary>
    /// <param name="found">Everything that is wrong now.</param>
    /// <param name="identity">The build. Only pull requests and builds behind a merge are about a change; of any other everything was so before.</param>
    /// <param name="changes">What it changes.</param>
    /// <param name="git">Knows the files as they were.</param>
    /// <param name="files">The repository.</param>
    /// <param name="check">Checks a repository.</param>
    /// <param name="cancellationToken">Ends the questions to git.</param>
    public static async Task<ChangeChecks> OfAsync(
        ImmutableArray<Diagnostic> found, BuildIdentity identity, ChangedFiles changes, GitHistory git, IFileTree files, Func<IFileTree, ImmutableArray<Diagnostic>> check,
        CancellationToken cancellationToken)
    {
        if (identity.Kind != BuildKind.PullRequest && identity.Kind != BuildKind.PostMerge) return new ChangeChecks([], found);
        var judged = Of(found, changes, before: null);
        if (!judged.Others.Any(IsError)) return judged;
        var earlier = await git.BeforeAsync(files, changes, cancellationToken);
        return earlier is null ? judged : Of(found, changes, check(earlier));
    }

    /// <summary>Tells problems apart.</summary>
    /// <param name="found">Everything that is wrong now.</param>
    /// <param name="changes">What the build changes; where that is not known, it is answerable for everything.</param>
    /// <param name="before">What was wrong before; null where that is not known.</param>
    internal static ChangeChecks Of(ImmutableArray<Diagnostic> found, ChangedFiles changes, ImmutableArray<Diagnostic>? before)
    {
        // Lines move; what is wrong stays the same sentence about the same file.
        var known = before?.Select(diagnostic => (diagnostic.Rule.Code, diagnostic.Location.Path, diagnostic.Message)).ToHashSet();
        var own = found.ToLookup(diagnostic => !changes.IsKnown || changes.Touches(diagnostic)
            || (IsError(diagnostic) && known?.Contains((diagnostic.Rule.Code, diagnostic.Location.Path, diagnostic.Message)) == false));
        return new ChangeChecks([.. own[true]], [.. own[false]]);
    }

    /// <summary>All of them by place, those that were so before as warnings at most.</summary>
    public ImmutableArray<Diagnostic> All =>
        [.. OfTheChange.Concat(Others.Select(other => IsError(other) ? other with { Severity = Severity.Warning } : other)).OrderBy(diagnostic => diagnostic.Location)];

    private static bool IsError(Diagnostic diagnostic) => diagnostic.Severity == Severity.Error;
}
