using System.Collections.Immutable;

namespace BuildkiteCi.Machine;

/// <summary>The files below a folder of this machine's disk.</summary>
/// <param name="root">The folder; made when the first file is written.</param>
public sealed class DiskFileTree(string root) : IFileTree
{
    /// <inheritdoc/>
    public string Root { get; } = Path.GetFullPath(root);

    /// <inheritdoc/>
    public string? Read(string path)
    {
        var full = Full(path);
        return File.Exists(full) ? File.ReadAllText(full) : null;
    }

    /// <inheritdoc/>
    public void Write(string path, string text)
    {
        var full = Full(path);
        var folder = Path.GetDirectoryName(full)!;
        Directory.CreateDirectory(folder);
        var temporary = Path.Combine(folder, $".{Path.GetFileName(full)}.{Guid.NewGuid():N}.tmp");
        try
        {
            File.WriteAllText(temporary, text);
            File.Move(temporary, full, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <inheritdoc/>
    public ImmutableArray<string> List(string folder)
    {
        var full = Full(folder);
        if (!Directory.Exists(full)) return [];
        var paths = Directory.EnumerateFiles(full, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .ToArray();
        Array.Sort(paths, string.CompareOrdinal);
        return [.. paths];
    }

    /// <inheritdoc/>
    public void MakeFolder(string path) => Directory.CreateDirectory(Full(path));

    /// <inheritdoc/>
    public void Delete(string path)
    {
        // Where the folder is missing, too, File.Delete would complain.
        var full = Full(path);
        if (File.Exists(full)) File.Delete(full);
    }

    private string Full(string path)
    {
        var full = Path.GetFullPath(Path.Combine(Root, path));
        if (full != Root && !full.StartsWith(Root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new ArgumentException($"'{path}' leads out of '{Root}'", nameof(path));
        return full;
    }
}
