using System.Collections.Immutable;
using BuildkiteCi.Composing.Builds;
using BuildkiteCi.Composing.Builds.Facts;
using BuildkiteCi.Pipelines.Builds;

namespace BuildkiteCi.Composing.Checks;

/// <summary>
/// Everything that is wrong with what a repository gives to CI, in two: what the build's own change is answerable for, and what was so
/// before.
/// A build is stopped for the first before a night fails for it, and never for the second.
/// </summary>
/// <param name="OfTheChange">In files that it touches, naming such files, or wrong since it.</param>
/// <param name="Others">All other problems.</param>
public sealed record ChangeChecks(ImmutableArray<Diagnostic> OfTheChange, ImmutableArray<Diagnostic> Others)
{
    /// <summary>
    /// Tells problems apart. Where errors are left that stand in no touched file, the files as they were before are checked, too: who
    /// removes a step breaks the files that wait for it.
    /// </summary>
    /// <param name="found">Everything that is wrong now.</param>
    /// <param name="identity">The build. Only pull requests and builds behind a merge are about a change; of any other everything was so
    /// before.</param>
    /// <param name="changes">What it changes.</param>
    /// <param name="git">Knows the files as they were.</param>
    /// <param name="files">The repository.</param>
    /// <param name="check">Checks a repository.</param>
    /// <param name="cancellationToken">Ends the questions to git.</param>
    public static async Task<ChangeChecks> OfAsync(
        ImmutableArray<Diagnostic> found,
        BuildIdentity identity,
        ChangedFiles changes,
        GitHistory git,
        IFileTree files,
        Func<IFileTree, ImmutableArray<Diagnostic>> check,
        CancellationToken cancellationToken)
    {
        if (identity.Kind != BuildKind.PullRequest && identity.Kind != BuildKind.PostMerge) return new ChangeChecks([], found);
        var judged = Of(found, changes, before: null);
        if (!judged.Others.Any(IsError)) return judged;
        var earlier = await git.BeforeAsync(files, changes, cancellationToken);
        return earlier is null ? judged : Of(found, changes, check(earlier));
    }

    /// <summary>
    /// Tells what a change brought from what was there, by checking the repository as it was before. A problem of a renamed file was there
    /// where its old file had it.
    /// </summary>
    /// <param name="found">Everything that is wrong now.</param>
    /// <param name="changes">The change.</param>
    /// <param name="git">Knows the files as they were.</param>
    /// <param name="files">The repository.</param>
    /// <param name="check">Checks a repository.</param>
    /// <param name="cancellationToken">Ends the questions to git.</param>
    public static async Task<ChangeChecks> SinceAsync(
        ImmutableArray<Diagnostic> found,
        ChangedFiles changes,
        GitHistory git,
        IFileTree files,
        Func<IFileTree, ImmutableArray<Diagnostic>> check,
        CancellationToken cancellationToken
    )
    {
        if (await git.BeforeAsync(files, changes, cancellationToken) is not { } before) return Of(found, changes, before: null);
        var open = check(before)
            .GroupBy(Sentence)
            .ToDictionary(group => group.Key, group => group.Select(diagnostic => diagnostic.Location.Path).ToList());
        var (own, others) = (ImmutableArray.CreateBuilder<Diagnostic>(), ImmutableArray.CreateBuilder<Diagnostic>());
        // Those of the same file first, so that a renamed file takes only what is left.
        foreach (var diagnostic in found.OrderBy(one => before.Read(one.Location.Path) is null))
            (WasThere(diagnostic) ? others : own).Add(diagnostic);
        return new ChangeChecks([.. own.OrderBy(one => one.Location)], [.. others.OrderBy(one => one.Location)]);

        bool WasThere(Diagnostic diagnostic)
        {
            if (!open.TryGetValue(Sentence(diagnostic), out var paths)) return false;
            if (paths.Remove(diagnostic.Location.Path)) return true;
            return before.Read(diagnostic.Location.Path) is null
                && paths.Find(path => files.Read(path) is null) is { } renamed
                && paths.Remove(renamed);
        }

        static (string Code, string Message) Sentence(Diagnostic diagnostic) => (diagnostic.Rule.Code, diagnostic.Message);
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
        [
            .. OfTheChange
                .Concat(Others.Select(other => IsError(other) ? other with { Severity = Severity.Warning } : other))
                .OrderBy(diagnostic => diagnostic.Location),
        ];

    private static bool IsError(Diagnostic diagnostic) => diagnostic.Severity == Severity.Error;
}
