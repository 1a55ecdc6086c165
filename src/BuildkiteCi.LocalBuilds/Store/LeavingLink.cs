using BuildkiteCi.Machine;

namespace BuildkiteCi.LocalBuilds.Store;

/// <summary>
/// Whether a path leads out of the folder that it is in by symbolic links: a link that somebody committed must not make a build keep, or
/// write, files elsewhere on the machine.
/// </summary>
internal static class LeavingLink
{
    /// <summary>Why the path is not followed, with what to do; null where its real place is below the folder, or the path itself names
    /// another place.</summary>
    /// <param name="folder">Full path of the folder.</param>
    /// <param name="path">Full path of the file, whether or not it is there.</param>
    public static string? Problem(string folder, string path)
    {
        var relative = Path.GetRelativePath(folder, path);
        if (
            relative == ".."
            || relative.StartsWith($"..{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            || Path.IsPathRooted(relative)
        )
            return null;
        try
        {
            _ = new DiskFileTree(folder).FullPath(relative);
            return null;
        }
        catch (FileException link)
        {
            return $"{link.Diagnostic?.Message}; {link.Diagnostic?.Fix}";
        }
    }
}
