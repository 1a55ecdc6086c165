using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using BuildkiteCi.Matrices.Markdown;

namespace BuildkiteCi.Matrices.Publishing;

/// <summary>The files of a commit, and what becomes of them.</summary>
/// <param name="git">The repository that holds the commit.</param>
/// <param name="commit">The commit, by any name.</param>
internal sealed class BranchFiles(GitRepository git, string commit)
{
    private const string Plain = "100644";
    private const string Executable = "100755";

    /// <summary>What the changes make of the commit's files.</summary>
    /// <returns>No value where an edit found an error.</returns>
    public async Task<Diagnosed<CommitFiles>> ApplyAsync(ImmutableArray<FileChange> changes, CancellationToken cancellationToken)
    {
        var found = new List<Diagnostic>();
        var changed = ImmutableSortedDictionary.CreateBuilder<string, (string Mode, string Text)?>(StringComparer.Ordinal);
        foreach (var change in changes)
        {
            if (!RelativePath.IsSafe(change.Path))
                throw new PublishException($"'{change.Path}' is no path for a file of the repository, so nothing is published");
            switch (change)
            {
                case FileChange.Write write:
                    changed[write.Path] = (Plain, write.Text);
                    break;
                case FileChange.WriteIfChanged wanted:
                    var there = await git.TryAsync(null, cancellationToken, "cat-file", "blob", $"{commit}:{wanted.Path}");
                    if (!there.Succeeded || !wanted.IsSameContent(new SourceFile(wanted.Path, there.Output)))
                        changed[wanted.Path] = (Plain, wanted.Text);
                    break;
                case FileChange.Remove:
                    changed[change.Path] = null;
                    break;
                case FileChange.Prune prune:
                    // Files of this commit's own are not old, whatever they are called.
                    foreach (var name in prune.Leaving(await NamesAsync(prune.Path, cancellationToken)))
                        changed.TryAdd($"{prune.Path}/{name}", null);
                    break;
                case FileChange.Edit edit:
                    if (await EditedAsync(edit, found, cancellationToken) is { } file) changed[edit.Path] = file;
                    break;
                default:
                    throw new InvalidOperationException($"a {change.GetType().Name} is no change that is known here");
            }
        }

        var hasErrors = found.Any(diagnostic => diagnostic.Severity == Severity.Error);
        return Diagnosed.With(hasErrors ? null : new CommitFiles(changed.ToImmutable()), found);
    }

    private async Task<(string Mode, string Text)?> EditedAsync(
        FileChange.Edit edit,
        List<Diagnostic> found,
        CancellationToken cancellationToken
    )
    {
        var entry = await git.RunAsync(null, cancellationToken, "ls-tree", "-z", commit, "--", edit.Path);
        var mode = entry.Split(' ')[0];
        if (mode is not (Plain or Executable))
        {
            found.Add(
                new Diagnostic(
                    MarkedSections.NoFileToUpdate,
                    SourceLocation.Of(edit.Path),
                    "the branch has no such file",
                    "add it with its markers first, or name another"
                )
            );
            return null;
        }

        var read = await git.TryAsync(null, cancellationToken, "cat-file", "blob", $"{commit}:{edit.Path}");
        if (!read.Succeeded) throw new PublishException(GitRepository.Failed(["cat-file"], read));
        var size = long.Parse(
            await git.RunAsync(null, cancellationToken, "cat-file", "-s", $"{commit}:{edit.Path}"),
            CultureInfo.InvariantCulture
        );
        if (Whole(read.Output, size) is not { } text)
        {
            found.Add(
                new Diagnostic(
                    MarkedSections.NoFileToUpdate,
                    SourceLocation.Of(edit.Path),
                    "the file is not UTF-8",
                    "save it as UTF-8: its other texts must stay as they are"
                )
            );
            return null;
        }

        var edited = edit.Change(new SourceFile(edit.Path, text));
        found.AddRange(edited.Diagnostics);
        return edited.Value is { } file ? (mode, file.Text) : null;
    }

    // What reads the pipe drops a byte order mark and puts U+FFFD in place of bytes that are no UTF-8; the size tells both.
    private static string? Whole(string read, long size) => (size - Encoding.UTF8.GetByteCount(read)) switch
    {
        0 => read,
        3 => $"\uFEFF{read}",
        _ => null,
    };

    private async Task<ImmutableArray<string>> NamesAsync(string folder, CancellationToken cancellationToken)
    {
        var entries = await git.RunAsync(null, cancellationToken, "ls-tree", "-z", "--name-only", commit, "--", folder + "/");
        return [.. entries.Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(path => path[(path.LastIndexOf('/') + 1)..])];
    }
}

/// <summary>Files that a commit changes.</summary>
/// <param name="Changed">Mode and text by path; null where the file goes.</param>
internal sealed record CommitFiles(ImmutableSortedDictionary<string, (string Mode, string Text)?> Changed);
