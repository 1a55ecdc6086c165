namespace BuildkiteCi.Core;

/// <summary>Paths below a root, with forward slashes.</summary>
public static class RelativePath
{
    private const string OfGit = ".git";

    /// <summary>
    /// Whether a path stays below its root and outside of git's own folder: no part of it is empty, <c>.</c>, <c>..</c> or <c>.git</c>, in
    /// whatever letter case.
    /// </summary>
    public static bool IsSafe(string path) =>
        path.Split('/', '\\').All(part => part is not ("" or "." or "..") && !IsOfGit(part)) && !path.Any(char.IsControl);

    /// <summary>The path without empty parts and <c>.</c>; null for one that leads out, starts at the file system's root, or has a
    /// backslash.</summary>
    public static string? Parse(string text)
    {
        var parts = text.Split('/');
        return
            text.Length > 0
            && !text.StartsWith('/')
            && !text.Contains('\\', StringComparison.Ordinal)
            && !parts.Contains("..")
            && !text.Any(char.IsControl)
            ? string.Join('/', parts.Where(part => part is not ("" or ".")))
            : null;
    }

    /// <summary>Whether a part of a path is git's own folder. Some file systems leave blanks and dots at the end of a name away.</summary>
    public static bool IsOfGit(string part) => part.TrimEnd('.', ' ').Equals(OfGit, StringComparison.OrdinalIgnoreCase);
}
