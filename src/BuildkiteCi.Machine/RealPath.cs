namespace BuildkiteCi.Machine;

/// <summary>Where a path really leads once all links on it are followed.</summary>
internal static class RealPath
{
    // As Linux counts them (path_resolution(7)).
    private const int MostLinks = 40;

    /// <summary>The real place of a path below a folder.</summary>
    /// <param name="folder">A real place itself.</param>
    /// <param name="relative">The path below it.</param>
    /// <returns>The place, whether or not anything is there; null where the links never end.</returns>
    public static string? Of(string folder, string relative)
    {
        var left = new Stack<string>();
        Push(relative);
        var place = folder;
        for (var links = 0; left.TryPop(out var part);)
        {
            if (part is "" or ".") continue;
            if (part == "..")
            {
                place = Path.GetDirectoryName(place) ?? place;
                continue;
            }

            var next = Path.Combine(place, part);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                place = next;
                continue;
            }

            if (++links > MostLinks) return null;
            if (Path.IsPathRooted(target)) place = Path.GetPathRoot(target)!;
            Push(Path.IsPathRooted(target) ? target[Path.GetPathRoot(target)!.Length..] : target);
        }

        return place;

        void Push(string path)
        {
            foreach (var part in path.Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar).Reverse()) left.Push(part);
        }
    }

    /// <summary>The real place of a full path; the path itself where its links never end.</summary>
    public static string OfFull(string path) => Of(Path.GetPathRoot(path)!, path[Path.GetPathRoot(path)!.Length..]) ?? path;
}
