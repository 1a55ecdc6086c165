using System.Collections.Immutable;

namespace BuildkiteCi.Pipelines.Builds;

/// <summary>The files that a build's change touches: written, removed, both names of a renamed one.</summary>
/// <param name="Paths">Relative to the root, with forward slashes, in ordinal order.</param>
/// <param name="HowKnown">How this is known: <c>since merge base 1a2b3c4 with main</c>; what is missing where it is not.</param>
public sealed record ChangedFiles(ImmutableArray<string> Paths, string HowKnown)
{
    /// <summary>Whether the history told; where it did not, <see cref="Paths"/> is empty and means nothing.</summary>
    public bool IsKnown { get; init; } = true;

    /// <summary>The commit that the change is compared with; null where that is not known.</summary>
    public string? Base { get; init; }

    /// <summary>Unknown, for this reason.</summary>
    public static ChangedFiles Unknown(string why) => new([], why) { IsKnown = false };

    /// <summary>
    /// The problems with those that the build did not make as warnings: a change is not held up by what somebody else left. Problems in
    /// changed files stay what they are, and so do those that name a changed file: two files with one key are as wrong in either.
    /// </summary>
    public ImmutableArray<Diagnostic> Judge(IEnumerable<Diagnostic> found) =>
        IsKnown
            ?
            [
                .. found.Select(diagnostic =>
                    Touches(diagnostic) || diagnostic.Severity != Severity.Error
                        ? diagnostic
                        : diagnostic with
                        {
                            Severity = Severity.Warning,
                        }
                ),
            ]
            : [.. found];

    /// <summary>Whether a problem is in a changed file, names one, or is no file's at all: that belongs to the build itself.</summary>
    public bool Touches(Diagnostic diagnostic) =>
        !diagnostic.Location.Path.Contains('/', StringComparison.Ordinal)
        || Paths.Contains(diagnostic.Location.Path)
        || Paths.Any(path => Names(diagnostic.Message, path));

    // As a whole: 'models/a.yml' is not named by 'old/models/a.yml.bak'.
    private static bool Names(string message, string path)
    {
        for (
            var at = message.IndexOf(path, StringComparison.Ordinal);
            at >= 0;
            at = message.IndexOf(path, at + 1, StringComparison.Ordinal)
        )
        {
            var (before, after) = (at == 0 ? ' ' : message[at - 1], at + path.Length == message.Length ? ' ' : message[at + path.Length]);
            if (!IsPartOfAPath(before) && !(IsPartOfAPath(after) && after != '.')) return true;
        }

        return false;
    }

    private static bool IsPartOfAPath(char character) => char.IsLetterOrDigit(character) || character is '/' or '_' or '-' or '.';
}
