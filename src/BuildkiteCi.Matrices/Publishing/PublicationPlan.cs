using System.Collections.Immutable;
using System.Text;

namespace BuildkiteCi.Matrices.Publishing;

/// <summary>What a push will change, for people to agree to.</summary>
/// <param name="Remote">The address that is pushed to, without user and password.</param>
/// <param name="Branch">The branch.</param>
/// <param name="Subject">The commit's subject.</param>
/// <param name="Files">The files that change, by path; none: the branch has everything already.</param>
public sealed record PublicationPlan(string Remote, string Branch, string Subject, ImmutableArray<PlannedFile> Files)
{
    /// <summary>The plan as lines: where, what, each file.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append($"to {Remote}, branch {Branch}: {Subject}\n");
        text.Append(Count(FileEffect.Added))
            .Append(", ")
            .Append(Count(FileEffect.Changed))
            .Append(", ")
            .Append(Count(FileEffect.Removed))
            .Append('\n');
        foreach (var file in Files) text.Append($"  {file.Effect.ToString().ToLowerInvariant(),-7} {file.Path}\n");
        return text.ToString().TrimEnd('\n');
    }

    private string Count(FileEffect effect) => Files.Count(file => file.Effect == effect) switch
    {
        0 => $"nothing {effect.ToString().ToLowerInvariant()}",
        1 => $"1 file {effect.ToString().ToLowerInvariant()}",
        var count => $"{count} files {effect.ToString().ToLowerInvariant()}",
    };
}

/// <summary>A file that a commit changes.</summary>
/// <param name="Path">Relative to the repository's root, with forward slashes.</param>
/// <param name="Effect">What becomes of it.</param>
public sealed record PlannedFile(string Path, FileEffect Effect);

/// <summary>What becomes of a file.</summary>
public enum FileEffect
{
    /// <summary>The branch does not have it yet.</summary>
    Added,

    /// <summary>It gets another text.</summary>
    Changed,

    /// <summary>The branch has it no longer.</summary>
    Removed,
}
