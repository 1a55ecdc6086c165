using System.Collections.Immutable;
using System.Text;

namespace BuildkiteCi.Core;

/// <summary>
/// The files below one folder: a repository, or a folder for output. Paths are relative, with forward slashes, and stay below the
/// folder: one that leads out is an <see cref="ArgumentException"/>, so callers parse what comes from users first. One whose real place is
/// outside, because a link leads there, and one that is no file that can be read or written, is a <see cref="FileException"/>.
/// </summary>
public interface IFileTree
{
    /// <summary>The folder, for people to read.</summary>
    string Root { get; }

    /// <summary>The text of a file (UTF-8, byte order mark dropped), or null where there is none.</summary>
    string? Read(string path);

    /// <summary>The content of a file that is too large to be in memory as one text, or null where there is none.</summary>
    Stream? Open(string path) => Read(path) is { } text ? new MemoryStream(Encoding.UTF8.GetBytes(text), writable: false) : null;

    /// <summary>Writes a file whole or not at all (temporary file in the same folder, then rename), making folders as needed. Several
    /// threads may write at once.</summary>
    void Write(string path, string text);

    /// <summary>Writes a file that is no text, in the same way.</summary>
    void Write(string path, ReadOnlyMemory<byte> content);

    /// <summary>All files below <paramref name="folder"/>, at any depth, in ordinal order; none where the folder is missing.</summary>
    ImmutableArray<string> List(string folder);

    /// <summary>Makes an empty folder, and those above it; nothing happens where it is there.</summary>
    void MakeFolder(string path);

    /// <summary>Removes a file; nothing happens where there is none.</summary>
    void Delete(string path);
}
