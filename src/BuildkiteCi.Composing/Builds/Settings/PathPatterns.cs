using System.Collections.Immutable;
using Microsoft.Extensions.FileSystemGlobbing;

namespace BuildkiteCi.Composing.Builds.Settings;

/// <summary>
/// Patterns of paths: <c>*</c> is any part of a name, <c>**</c> any folders between. One without a <c>/</c> is a file's name in any folder,
/// one with a <c>/</c> starts at the root.
/// </summary>
public sealed record PathPatterns
{
    private readonly Lazy<Matcher> matcher;

    /// <summary>Patterns that a path is compared with one by one; one that fits is enough.</summary>
    public PathPatterns(ImmutableArray<string> patterns)
    {
        Patterns = patterns;
        matcher = new Lazy<Matcher>(() =>
        {
            var made = new Matcher(StringComparison.Ordinal);
            foreach (var pattern in patterns) made.AddInclude(pattern.Contains('/', StringComparison.Ordinal) ? pattern : $"**/{pattern}");
            return made;
        });
    }

    /// <summary>The patterns as they were written.</summary>
    public ImmutableArray<string> Patterns { get; }

    /// <summary>Whether a pattern fits any of these paths.</summary>
    public bool FitAny(ImmutableArray<string> paths) => matcher.Value.Match("/", paths).HasMatches;

    /// <summary>The paths that no pattern fits.</summary>
    public ImmutableArray<string> Others(ImmutableArray<string> paths) =>
        [.. paths.Where(path => !matcher.Value.Match("/", [path]).HasMatches)];

    /// <summary>Whether a pattern fits each of these paths. Of no path at all it is not said.</summary>
    public bool FitAll(ImmutableArray<string> paths) =>
        !paths.IsEmpty && matcher.Value.Match("/", paths).Files.Count() == paths.Distinct(StringComparer.Ordinal).Count();
}
