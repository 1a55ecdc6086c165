using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace BuildkiteCi.Pipelines.Yaml;

/// <summary>How a scalar is written so that it reads back as what it is.</summary>
public static class ScalarText
{
    private const string Indicators = "-?:,[]{}#&*!|>'\"%@`=";

    // Texts for yaml.v3, but truth values for a reader of YAML 1.1: quoted, so that everybody reads the same.
    private static readonly FrozenSet<string> Ambiguous = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase, "y", "n", "yes", "no", "on", "off", "<<", "null", "true", "false", "~");

    // What cannot stand in a file as it is, or would be taken for a line end. Surrogates are seen to one by one.
    private static readonly SearchValues<char> Unwritable = SearchValues.Create(
    [
        .. Enumerable.Range(0, 0x20).Select(code => (char)code),
        .. Enumerable.Range(0x7F, 0x21).Select(code => (char)code),
        '\u2028', '\u2029', '\uFEFF', '\uFFFE', '\uFFFF',
    ]);

    private static readonly SearchValues<char> Base60Letters = SearchValues.Create("0123456789+:._");

    private static readonly SearchValues<char> UnwritableInBlock = SearchValues.Create(
    [
        .. Enumerable.Range(0, 0x20).Select(code => (char)code).Where(character => character is not ('\n' or '\t')),
        .. Enumerable.Range(0x7F, 0x21).Select(code => (char)code),
        '\u2028', '\u2029', '\uFEFF', '\uFFFE', '\uFFFF',
    ]);

    /// <summary>A text on one line: bare where that is safe, else in double quotes, or in single quotes where that saves escapes.</summary>
    public static string Line(string text) => IsBare(text) ? text : Quoted(text);

    /// <summary>A key: as a text on one line. (YamlDotNet loses the ':' behind an unquoted key that holds ' *'.)</summary>
    public static string Key(string text) => IsBare(text) && !text.Contains(" *", StringComparison.Ordinal) ? text : Quoted(text);

    /// <summary>A scalar that is no text: as it was written, where that still means the same.</summary>
    public static string OfOther(YamlScalar scalar)
    {
        if (scalar.Kind == ScalarKind.Null) return "~";
        if (
            scalar.Style == ScalarStyle.Plain
            && ScalarMeaning.OfPlain(scalar.Text, dates: true) == new ScalarMeaning(scalar.Kind, scalar.Canonical)
        )
            return scalar.Text;
        return scalar.Canonical switch
        {
            "NaN" => ".nan",
            "+Inf" => ".inf",
            "-Inf" => "-.inf",
            var number when scalar.Kind == ScalarKind.Number && !number.AsSpan().ContainsAny('.', 'e') => number + ".0",
            var canonical => canonical,
        };
    }

    /// <summary>Whether a text of several lines can be a literal block.</summary>
    public static bool FitsBlock(string text)
    {
        if (!text.Contains('\n', StringComparison.Ordinal) || text.AsSpan().ContainsAny(UnwritableInBlock) || HasHalfCharacter(text))
            return false;
        // A block of blanks alone, or with blanks alone in its last line, would lose them.
        var last = text.AsSpan()[(text.LastIndexOf('\n') + 1)..];
        return !text.AsSpan().Trim(" \t\n").IsEmpty && (last.IsEmpty || !last.Trim(" \t").IsEmpty) && !HasBadBlankLine(text);
    }

    /// <summary>Appends a literal block, its lines indented by <paramref name="indent"/>.</summary>
    public static void AppendBlock(StringBuilder builder, string text, int indent)
    {
        builder.Append('|');
        // A first line that starts with a blank would hide where the text starts.
        if (text[0] is ' ' or '\t' or '\n') builder.Append('2');
        var body = text.AsSpan().TrimEnd('\n');
        builder.Append((text.Length - body.Length) switch { 0 => "-", 1 => "", _ => "+" }).Append('\n');
        foreach (var line in body.Split('\n'))
        {
            if (!body[line].IsEmpty) builder.Append(' ', indent).Append(body[line]);
            builder.Append('\n');
        }

        if (text.Length - body.Length > 1) builder.Append('\n', text.Length - body.Length - 1);
    }

    /// <summary>A text on one line, in quotes.</summary>
    public static string Quoted(string text)
    {
        if (text.AsSpan().ContainsAny(Unwritable) || HasHalfCharacter(text)) return Escaped(text);
        return text.AsSpan().ContainsAny('"', '\\') ? $"'{text.Replace("'", "''", StringComparison.Ordinal)}'" : $"\"{text}\"";
    }

    private static bool IsBare(string text)
    {
        if (text.Length == 0 || text[0] == ' ' || text[^1] is ' ' or ':') return false;
        if (Indicators.Contains(text[0], StringComparison.Ordinal) && !IsOption(text)) return false;
        if (text.Contains(": ", StringComparison.Ordinal) || text.Contains(" #", StringComparison.Ordinal)) return false;
        if (Ambiguous.Contains(text) || IsBase60(text)) return false;
        if (text.AsSpan().ContainsAny(Unwritable) || HasHalfCharacter(text)) return false;
        return !text.StartsWith("...", StringComparison.Ordinal) && ScalarMeaning.OfPlain(text, dates: true).Kind == ScalarKind.Text;
    }

    // -v, --mac: a dash before a letter is no list.
    private static bool IsOption(string text)
    {
        var word = text.AsSpan().TrimStart('-');
        return word.Length < text.Length && word.Length > 0 && char.IsAsciiLetter(word[0]);
    }

    // 10:30 is a number for a reader of YAML 1.1.
    private static bool IsBase60(string text) =>
        (char.IsAsciiDigit(text[0]) || text[0] == '+') && !text.AsSpan().ContainsAnyExcept(Base60Letters);

    private static bool HasHalfCharacter(string text)
    {
        for (var i = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF'); i >= 0 && i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return true;
            i++;
        }

        return false;
    }

    // The parser refuses blanks before the first line that holds more, and takes a line of blanks with a tab among them for badly indented.
    private static bool HasBadBlankLine(string text)
    {
        var started = false;
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan()[range];
            var blank = line.Trim(" \t").IsEmpty;
            if (blank && !line.IsEmpty && (!started || line.Contains('\t'))) return true;
            started |= !blank;
        }

        return false;
    }

    private static string Escaped(string text)
    {
        var escaped = new StringBuilder("\"", text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (character is '"' or '\\') escaped.Append('\\').Append(character);
            else if (char.IsSurrogate(character) && i + 1 < text.Length && char.IsSurrogatePair(character, text[i + 1]))
                escaped.Append(character).Append(text[++i]);
            // Half a character has no place in YAML at all: what Go makes of it when it writes JSON.
            else if (char.IsSurrogate(character)) escaped.Append('\uFFFD');
            else if (Unwritable.Contains(character)) escaped.Append(Escape(character));
            else escaped.Append(character);
        }

        return escaped.Append('"').ToString();
    }

    private static string Escape(char character) => character switch
    {
        '\0' => "\\0",
        '\a' => "\\a",
        '\b' => "\\b",
        '\t' => "\\t",
        '\n' => "\\n",
        '\v' => "\\v",
        '\f' => "\\f",
        '\r' => "\\r",
        '\e' => "\\e",
        <= '\u00FF' => "\\x" + ((int)character).ToString("x2", CultureInfo.InvariantCulture),
        _ => "\\u" + ((int)character).ToString("x4", CultureInfo.InvariantCulture),
    };
}
