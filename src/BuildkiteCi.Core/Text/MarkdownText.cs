using System.Net;
using System.Text;

namespace BuildkiteCi.Core.Text;

/// <summary>Texts as Markdown: whatever they hold, they show as themselves and add no structure.</summary>
public static class MarkdownText
{
    private const string Special = "\\`*_{}[]<>()#+-.!|~&$@:";

    // What Markdown looks at within a line; a parenthesis means something behind a bracket alone.
    private const string SpecialInHtml = "\\`*_{}[]!|~:";

    /// <summary>A text inside a paragraph or a table's cell. Line breaks become blanks; <c>&lt;br&gt;</c> in a shown name stays
    /// one.</summary>
    public static string Plain(string text) => string.Join("<br>", text.Split("<br>").Select(Escaped));

    /// <summary>A text inside of HTML that is inside of Markdown, such as a cell with tags. Line breaks become blanks.</summary>
    public static string InHtml(string text)
    {
        var encoded = new StringBuilder(text.Length + 8);
        foreach (var character in WebUtility.HtmlEncode(text.ReplaceLineEndings(" ")))
        {
            if (SpecialInHtml.Contains(character)) encoded.Append($"&#{(int)character};");
            else encoded.Append(character);
        }

        return encoded.ToString();
    }

    /// <summary>A text as code, in backquotes where it holds nothing that Markdown could take for more.</summary>
    public static string Code(string text) =>
        text.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_' or '+')
            ? $"`{text}`"
            : $"<code>{Plain(text)}</code>";

    /// <summary>A link whose text is already Markdown; the text alone where there is no address.</summary>
    public static string Link(string markdown, WebAddress? address) =>
        address is null ? markdown : $"[{markdown}]({string.Concat(address.Text.Select(Encoded))})";

    /// <summary>A line of a table.</summary>
    public static string Row(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";

    /// <summary>A whole table with LF at the end of each line.</summary>
    public static string Table(IReadOnlyList<string> headers, IEnumerable<IEnumerable<string>> rows)
    {
        var text = new StringBuilder();
        text.Append(Row(headers)).Append('\n');
        text.Append('|').Insert(text.Length, " --- |", headers.Count).Append('\n');
        foreach (var row in rows) text.Append(Row(row)).Append('\n');
        return text.ToString();
    }

    private static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        foreach (var character in text)
        {
            // Inside a word these few mean nothing and are read more easily without a backslash.
            var quiet = character is '-' or '.' or ':' or '(' or ')' or '+' && escaped.Length > 0;
            if (!quiet && Special.Contains(character)) escaped.Append('\\');
            escaped.Append(char.IsControl(character) ? ' ' : character);
        }

        return escaped.ToString();
    }

    // These few are allowed in an address and would end the link or the table's cell.
    private static string Encoded(char character) =>
        character is '(' or ')' or '|' or '\\' or '<' or '>' ? $"%{(int)character:X2}" : character.ToString();
}
