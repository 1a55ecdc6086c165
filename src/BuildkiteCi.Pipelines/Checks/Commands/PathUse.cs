using BuildkiteCi.Pipelines.Shell;

namespace BuildkiteCi.Pipelines.Checks.Commands;

/// <summary>A path that a command names.</summary>
/// <param name="Word">The word.</param>
/// <param name="Text">The path as it is written, without <c>::node</c>.</param>
/// <param name="Path">The path in the repository; null where it leads elsewhere or cannot be known.</param>
/// <param name="Folder">The folder that the command runs in, or null.</param>
/// <param name="Kind">What it is named as.</param>
/// <param name="IsWrapped">Whether the command is started elsewhere by another.</param>
internal sealed record PathUse(Word Word, string Text, string? Path, string? Folder, string Kind, bool IsWrapped)
{
    public const string Script = "script";
    public const string Test = "test";
    public const string Ignored = "ignored test";
    public const string Requirements = "requirements file";

    /// <summary>Writes another path of the repository in the place of this one, as it is written here.</summary>
    public TextEdit? Renamed(CommandScript script, string? near)
    {
        if (near is null || Path is null || !Text.EndsWith(Path, StringComparison.Ordinal)) return null;
        var at = script.Shell.Text.IndexOf(Text, Word.Start, StringComparison.Ordinal);
        return at < 0 || at >= Word.End ? null : new TextEdit(script.LocationAt(at), Text, Text[..^Path.Length] + near);
    }

    /// <summary>What follows <c>::</c>, part by part.</summary>
    public string[] Nodes { get; init; } = [];
}
