using System.Buffers;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;

namespace BuildkiteCi.Machine;

/// <summary>
/// The files below a folder of this machine's disk. Links are followed as long as they stay below the folder: a link that somebody
/// committed must not make a build read or write elsewhere.
/// </summary>
/// <param name="root">The folder; made when the first file is written. Links on the way to it are its owner's affair.</param>
public sealed class DiskFileTree(string root) : IFileTree
{
    // No file takes this long to be written: one that is older was left by a run that was killed.
    private static readonly TimeSpan LongestWrite = TimeSpan.FromMinutes(10);

    // Looked through once each: a folder may hold thousands of files.
    private readonly ConcurrentDictionary<string, bool> lookedThrough = new(StringComparer.Ordinal);

    private readonly Lazy<string> realRoot = new(() => RealPath.OfFull(Path.GetFullPath(root)));

    /// <inheritdoc/>
    public string Root { get; } = Path.GetFullPath(root);

    /// <inheritdoc/>
    public string? Read(string path) => Used(path, File.ReadAllText);

    /// <inheritdoc/>
    public Stream? Open(string path) => Used(path, File.OpenRead);

    private T? Used<T>(string path, Func<string, T> use)
        where T : class
    {
        var real = Real(path);
        var file = new FileInfo(real);
        try
        {
            if (file.Exists)
                return file.Length > 0 || IsRegular(file)
                    ? use(real)
                    : throw new FileException(path, "it is no regular file", "replace it with one");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new FileException(
                path,
                $"it cannot be read: {failure.Message.ReplaceLineEndings(" ")}",
                "check the file and its permissions",
                failure
            );
        }

        // A link that leads nowhere is there for git and for everybody who looks, and nobody means it to be ignored.
        if (real != Full(path) && new FileInfo(Full(path)).LinkTarget is { } target && !Directory.Exists(real))
            throw new FileException(path, $"it is a link to '{target}', and nothing is there", "remove the link or correct it");
        return null;
    }

    /// <inheritdoc/>
    public void Write(string path, string text)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetByteCount(text));
        try
        {
            Write(path, bytes.AsMemory(0, Encoding.UTF8.GetBytes(text, bytes)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    /// <inheritdoc/>
    public void Write(string path, ReadOnlyMemory<byte> content)
    {
        var full = Writable(path);
        var folder = Path.GetDirectoryName(full)!;
        Directory.CreateDirectory(folder);
        var temporary = Path.Combine(folder, $"{TemporaryStart}{Path.GetFileName(full)}.{Guid.NewGuid():N}{TemporaryEnd}");
        try
        {
            // A new file, and not one made empty: some file systems write the latter to the disk before it is closed.
            // Nobody else knows its name: it needs no lock.
            using (var file = File.OpenHandle(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete))
                RandomAccess.Write(file, content.Span, 0);
            RemoveLeft(folder, temporary);
            File.Move(temporary, full, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <inheritdoc/>
    public ImmutableArray<string> List(string folder)
    {
        var full = Full(folder);
        var paths = new List<string>();
        if (Directory.Exists(full)) AddAll(full, Real(folder), [], paths);
        paths.Sort(string.CompareOrdinal);
        return [.. paths];
    }

    /// <inheritdoc/>
    public void MakeFolder(string path) => Directory.CreateDirectory(Writable(path));

    /// <inheritdoc/>
    public void Delete(string path)
    {
        // Where the folder is missing, too, File.Delete would complain.
        var full = Writable(path);
        if (File.Exists(full)) File.Delete(full);
    }

    /// <summary>The full path of a file, for what is read and written in other ways than here.</summary>
    /// <exception cref="FileException">Its real place is outside of the folder.</exception>
    public string FullPath(string path) => Real(path);

    private const string TemporaryStart = ".";

    private const string TemporaryEnd = ".tmp";

    // A temporary file's name ends in 32 hex digits and ".tmp", so that no file of anybody else's is taken for one.
    private void RemoveLeft(string folder, string written)
    {
        if (!lookedThrough.TryAdd(folder, true)) return;
        var now = File.GetLastWriteTimeUtc(written);
        foreach (var file in Directory.EnumerateFiles(folder, $"{TemporaryStart}*{TemporaryEnd}"))
        {
            var parts = Path.GetFileName(file).Split('.');
            if (parts.Length >= 4 && Guid.TryParseExact(parts[^2], "N", out _) && now - File.GetLastWriteTimeUtc(file) > LongestWrite)
                File.Delete(file);
        }
    }

    // A folder that a link leads to is gone through like any other, unless it is one of those above it or is elsewhere. What is elsewhere,
    // and what is no file, is listed like a file: its reader learns what is wrong.
    private void AddAll(string shown, string real, ImmutableHashSet<string> above, List<string> paths)
    {
        above = above.Add(real);
        foreach (var entry in new DirectoryInfo(real).EnumerateFileSystemInfos())
        {
            var path = Path.Combine(shown, entry.Name);
            if (entry is not DirectoryInfo || entry.LinkTarget is not null && !IsBelow(RealPath.Of(real, entry.Name)))
            {
                paths.Add(Path.GetRelativePath(Root, path).Replace('\\', '/'));
            }
            else
            {
                var place = entry.LinkTarget is null ? entry.FullName : RealPath.Of(real, entry.Name)!;
                if (!above.Contains(place)) AddAll(path, place, above, paths);
            }
        }
    }

    private bool IsBelow(string? real) =>
        real is not null
        && (
            real == realRoot.Value
            || real.StartsWith(realRoot.Value.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal)
        );

    // Opening a pipe for reading waits for somebody who writes; for both it does not. Only what seems empty needs to be looked at.
    private static bool IsRegular(FileInfo file)
    {
        try
        {
            using var stream = new FileStream(
                file.FullName,
                FileMode.Open,
                FileAccess.ReadWrite,
                FileShare.ReadWrite | FileShare.Delete,
                bufferSize: 0
            );
            return stream.CanSeek;
        }
        catch (UnauthorizedAccessException)
        {
            // An empty file that may not be written; of a pipe there is nothing to lose but the wait.
            return true;
        }
    }

    private string Writable(string path)
    {
        var full = Full(path);
        if (Path.GetRelativePath(Root, full).Split(Path.DirectorySeparatorChar).Any(RelativePath.IsOfGit))
            throw new ArgumentException($"'{path}' is git's own", nameof(path));
        return Real(path);
    }

    private string Real(string path)
    {
        var real = RealPath.Of(realRoot.Value, Path.GetRelativePath(Root, Full(path)));
        if (real is null) throw new FileException(path, "its links lead in a circle", "remove the link or correct it");
        return IsBelow(real)
            ? real
            : throw new FileException(path, $"its real place is '{real}', outside of '{Root}'", "put a file there in place of the link");
    }

    private string Full(string path)
    {
        var full = Path.GetFullPath(Path.Combine(Root, path));
        if (
            full != Root
            && !full.StartsWith(Root.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal)
        )
            throw new ArgumentException($"'{path}' leads out of '{Root}'", nameof(path));
        return full;
    }
}
