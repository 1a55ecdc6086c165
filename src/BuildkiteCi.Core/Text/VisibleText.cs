using System.Text;

namespace BuildkiteCi.Core.Text;

/// <summary>
/// Text of others, from files, names, logs and agents, for a terminal or a log: control characters, which could hide or forge what is
/// shown, are made visible, and no line begins as a command to Buildkite's log does.
/// </summary>
public static class VisibleText
{
    // What Buildkite's log takes for the head of a group (documentation, managing log output).
    private static readonly string[] GroupHeads = ["---", "+++", "~~~", "^^^"];

    /// <summary>A text with its control characters made visible: ESC is <c>\e</c>, others <c>\u009b</c>. Tabs and line breaks
    /// stay.</summary>
    public static string Of(string text)
    {
        if (!text.Any(IsHidden)) return text;
        var visible = new StringBuilder(text.Length + 16);
        foreach (var character in text)
        {
            if (!IsHidden(character)) visible.Append(character);
            else visible.Append(character == '\e' ? "\\e" : $"\\u{(int)character:x4}");
        }

        return visible.ToString();
    }

    /// <summary>The same of a text of several lines, none of which begins as the head of a log's group.</summary>
    public static string Lines(string text)
    {
        var visible = Of(text);
        return GroupHeads.Any(head => visible.Contains(head, StringComparison.Ordinal))
            ? string.Join('\n', visible.Split('\n').Select(Headless))
            : visible;
    }

    private static string Headless(string line) =>
        GroupHeads.Any(head => line.StartsWith(head, StringComparison.Ordinal)) ? $" {line}" : line;

    // C0, DEL and C1 but for tab and line break; marks that turn the direction of writing; separators that some viewers break lines at.
    private static bool IsHidden(char character) =>
        (char.IsControl(character) && character is not ('\t' or '\n'))
        || character is (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069') or '\u2028' or '\u2029' or '\u200e' or '\u200f';
}
