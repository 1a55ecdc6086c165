namespace BuildkiteCi.Core;

/// <summary>Paths below a root, with forward slashes.</summary>
public static class RelativePath
{
    private const string OfGit = ".git";

    /// <summary>
    /// Whether a path stays below its root and outside of git's own folder: no part of it is empty, <c>.</c>, <c>..</c> or <c>.git</c>, in whatever
    /// letter case.
    /// </summary>
    public static bool IsSafe(string path) => path.Split('/', '\\').All(part => part is not ("" or "." or "..") && !IsOfGit(part)) && !path.Any(char.IsControl);

    /// <summary>Whether a part of a path is git's own folder. Some file systems leave blanks and dots at the end of a name away.</summary>
    public static bool IsOfGit(string part) => part.TrimEnd('.', ' ').Equals(OfGit, StringComparison.OrdinalIgnoreCase);
}
