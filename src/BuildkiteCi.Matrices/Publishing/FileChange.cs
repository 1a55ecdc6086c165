using System.Collections.Immutable;

namespace BuildkiteCi.Matrices.Publishing;

/// <summary>
/// One change to the files of a branch. It is what to do, not what comes out: on a branch that has moved it is made again on the new head.
/// </summary>
/// <param name="Path">The file or folder, relative to the repository's root, with forward slashes.</param>
public abstract record FileChange(string Path)
{
    /// <summary>The file has this text.</summary>
    public sealed record Write(string Path, string Text) : FileChange(Path);

    /// <summary>The file has this text, unless it is there and means the same already.</summary>
    public sealed record WriteIfChanged(string Path, string Text, Func<SourceFile, bool> IsSameContent) : FileChange(Path);

    /// <summary>The file is not there.</summary>
    public sealed record Remove(string Path) : FileChange(Path);

    /// <summary>A file that is there is changed; a missing one, or an edit without a value, is a reason to change nothing at all.</summary>
    public sealed record Edit(string Path, Func<SourceFile, Diagnosed<SourceFile>> Change) : FileChange(Path);

    /// <summary>Of a folder's own files those are removed that <see cref="Leaving"/> picks from their names.</summary>
    public sealed record Prune(string Path, Func<ImmutableArray<string>, ImmutableArray<string>> Leaving) : FileChange(Path);
}
