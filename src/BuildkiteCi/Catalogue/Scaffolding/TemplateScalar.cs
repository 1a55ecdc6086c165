using System.Text;

namespace BuildkiteCi.Catalogue.Scaffolding;

/// <summary>Text for the holes of a catalogue template: YAML scalars that read back as what was put in.</summary>
internal static class TemplateScalar
{
    /// <summary>Doubles every <c>$</c>, so that interpolation gives the text back (Buildkite's rules: <c>$$</c> is a plain <c>$</c>).</summary>
    public static string Escaped(string text) => text.Replace("$", "$$", StringComparison.Ordinal);

    /// <summary>A double-quoted scalar (YAML 1.2, 7.3.1); printable characters of any script stay readable.</summary>
    public static string Quoted(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var character in text)
        {
            quoted.Append(character switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\t' => "\\t",
                _ when char.IsControl(character) || character is '\u2028' or '\u2029' or '\ufeff' or '\ufffe' or '\uffff' =>
                    $"\\u{(int)character:x4}",
                _ => character.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>A literal block where the text is several plain lines, as scripts are read best; else a quoted scalar.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="indent">Blanks before each line of a block.</param>
    public static string QuotedOrLiteral(string text, int indent)
    {
        var lines = text.Split('\n');
        var plain = lines.Length > 1 && lines[0].Length > 0 && lines[0][0] is not (' ' or '\t') && lines[^1].Length > 0
            && lines.All(line => line.TrimEnd() == line && !line.Any(c => char.IsControl(c) || c is '\u2028' or '\u2029' or '\u0085' or '\ufeff'));
        if (!plain) return Quoted(text);
        var margin = new string(' ', indent);
        return "|-\n" + string.Join('\n', lines.Select(line => line.Length == 0 ? "" : margin + line));
    }
}
