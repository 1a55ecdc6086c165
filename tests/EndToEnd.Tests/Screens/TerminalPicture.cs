using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace EndToEnd.Tests.Screens;

/// <summary>A recorded screen as an SVG: text on a dark or a light window, with the colours and weights that the terminal showed.</summary>
internal static partial class TerminalPicture
{
    private const double CellWidth = 8.4;
    private const int LineHeight = 19;
    private const int Margin = 16;

    /// <summary>Draws a command and what it printed.</summary>
    /// <param name="command">What was typed.</param>
    /// <param name="coloured">What tmux captured, with escape sequences.</param>
    /// <param name="columns">How wide the terminal was.</param>
    /// <param name="look">The colours of the window.</param>
    public static string Of(string command, string coloured, int columns, TerminalLook look)
    {
        var lines = coloured.Replace("Pane is dead", "\0", StringComparison.Ordinal).Split('\0')[0].TrimEnd().Split('\n');
        var (width, height) = ((columns * CellWidth) + (2 * Margin), ((lines.Length + 1) * LineHeight) + (2 * Margin));
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:0} {height}" width="{width:0}" height="{height}" role="img" aria-label="A terminal after {WebUtility.HtmlEncode(command)}">
            <rect width="100%" height="100%" rx="8" fill="{look.Ground}"/>
            <g font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,monospace" font-size="14" fill="{look.Ink}">

            """);
        Line(svg, look, 0, $"\e[2m$\e[0m {command}");
        foreach (var (number, line) in lines.Index()) Line(svg, look, number + 1, line);
        return svg.Append("</g>\n</svg>\n").ToString();
    }

    private static void Line(StringBuilder svg, TerminalLook look, int number, string line)
    {
        var spans = new StringBuilder();
        var (column, style, at) = (0, "", 0);
        foreach (Match match in Sequence().Matches(line))
        {
            Span(line[at..match.Index]);
            style = Style(look, match.Groups["codes"].Value.Split(';'), style);
            at = match.Index + match.Length;
        }

        Span(line[at..]);
        if (spans.Length > 0)
            svg.Append(CultureInfo.InvariantCulture, $"<text y=\"{Margin + (LineHeight * (number + 1)) - 5}\">{spans}</text>\n");

        void Span(string text)
        {
            // Each begins at its column, so that a font of another width moves nothing; browsers keep no two plain blanks.
            if (text.Length > 0)
                spans.Append(
                    CultureInfo.InvariantCulture,
                    $"<tspan x=\"{Margin + (column * CellWidth):0.#}\"{style}>{WebUtility.HtmlEncode(text).Replace(' ', '\u00a0')}</tspan>"
                );
            column += text.Length;
        }
    }

    private static string Style(TerminalLook look, string[] codes, string style)
    {
        for (var i = 0; i < codes.Length; i++)
        {
            style = codes[i] switch
            {
                "" or "0" => "",
                "1" => style + " font-weight=\"bold\"",
                "2" => style + " fill-opacity=\".6\"",
                "38" when i + 2 < codes.Length => style + $" fill=\"{look.Palette[int.Parse(codes[i + 2], CultureInfo.InvariantCulture) % 8]}\"",
                [('3' or '9'), >= '0' and <= '7' and var colour] => style + $" fill=\"{look.Palette[colour - '0']}\"",
                _ => style,
            };
            if (codes[i] == "38") i += 2;
        }

        return style;
    }

    [GeneratedRegex(@"\e\[(?<codes>[\d;]*)m", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Sequence();
}
