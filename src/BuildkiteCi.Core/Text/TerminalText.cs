using System.Text.RegularExpressions;

namespace BuildkiteCi.Core.Text;

/// <summary>What a program wrote, as one line of a terminal that is somebody else's to draw on.</summary>
public static partial class TerminalText
{
    /// <summary>
    /// The text without colours and other escape sequences, without control characters, and of a progress bar that draws over itself only
    /// what it drew last.
    /// </summary>
    public static string Plain(string text)
    {
        var line = Escapes().Replace(text, "").TrimEnd('\r');
        var last = line[(line.LastIndexOf('\r') + 1)..];
        return last.Any(char.IsControl) ? string.Concat(last.Select(character => char.IsControl(character) ? ' ' : character)) : last;
    }

    // ECMA-48: control sequences (colours, movements), strings (titles, links) up to their end, and escapes of two characters.
    [GeneratedRegex(
        @"\e(\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\a\e]*(\a|\e\\|$)|[ -/]*[0-~]|$)",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Escapes();
}
