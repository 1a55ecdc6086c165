using System.Security.Cryptography;
using System.Text;

namespace BuildkiteCi.Adopting.Texts;

/// <summary>Marks texts that Adopt wrote, so that they are distinguished from others, and from those that somebody has edited
/// since.</summary>
public static class OwnText
{
    private const string Head = "# buildkiteci: written by Adopt, ";
    private const int ShownOfAHash = 16;

    /// <summary>What a file is to Adopt.</summary>
    public enum State
    {
        /// <summary>There is no file.</summary>
        Absent,

        /// <summary>Somebody else's.</summary>
        Foreign,

        /// <summary>As it was written.</summary>
        Own,

        /// <summary>Written by Adopt, and edited since.</summary>
        Edited,
    }

    /// <summary>The text with its mark, behind a first line that is the shell's.</summary>
    public static string Marked(string text)
    {
        var at = text.StartsWith("#!", StringComparison.Ordinal) ? text.IndexOf('\n') + 1 : 0;
        return $"{text[..at]}{Head}{Hash(text)}\n{text[at..]}";
    }

    /// <summary>What a text is to Adopt.</summary>
    public static State Of(string? text)
    {
        if (text is null) return State.Absent;
        var lines = text.Split('\n');
        var at = Array.FindIndex(lines, 0, Math.Min(2, lines.Length), line => line.StartsWith(Head, StringComparison.Ordinal));
        if (at < 0) return State.Foreign;
        return lines[at][Head.Length..].TrimEnd('\r') == Hash(string.Join('\n', lines.Where((_, number) => number != at)))
            ? State.Own
            : State.Edited;
    }

    private static string Hash(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n"))))[..ShownOfAHash];
}
