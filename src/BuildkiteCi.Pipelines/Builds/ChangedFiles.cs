using System.Collections.Immutable;

namespace BuildkiteCi.Pipelines.Builds;

/// <summary>The files that a build's change touches: written, removed, both names of a renamed one.</summary>
/// <param name="Paths">Relative to the root, with forward slashes, in ordinal order.</param>
/// <param name="HowKnown">How this is known: <c>since merge base 1a2b3c4 with main</c>; what is missing where it is not.</param>
public sealed record ChangedFiles(ImmutableArray<string> Paths, string HowKnown)
{
    /// <summary>Whether the history told; where it did not, <see cref="Paths"/> is empty and means nothing.</summary>
    public bool IsKnown { get; init; } = true;

    /// <summary>Nothing is known, for this reason.</summary>
    public static ChangedFiles Unknown(string why) => new([], why) { IsKnown = false };

    /// <summary>
    /// The problems with those that the build did not make as warnings: a change is not held up by what somebody else left. Problems in
    /// changed files stay what they are, and so do those that name a changed file: two files with one key are as wrong in either.
    /// </summary>
    public ImmutableArray<Diagnostic> Judge(IEnumerable<Diagnostic> found) =>
        IsKnown
            ? [.. found.Select(diagnostic => IsOfTheChange(diagnostic) || diagnostic.Severity != Severity.Error ? diagnostic : diagnostic with { Severity = Severity.Warning })]
            : [.. found];

    private bool IsOfTheChange(Diagnostic diagnostic) =>
        // What is no file's belongs to the build itself.
        !diagnostic.Location.Path.Contains('/', StringComparison.Ordinal)
        || Paths.Contains(diagnostic.Location.Path)
        || Paths.Any(path => diagnostic.Message.Contains(path, StringComparison.Ordinal));
}
