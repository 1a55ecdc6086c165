namespace Fuzz.Tests;

/// <summary>Changes texts as slips, merges and attacks do. The same random numbers make the same text.</summary>
internal sealed class Mutation(Random random)
{
    private const int MostChanges = 6;
    private const int LongestText = 100_000;

    private static readonly string[] Pieces =
    [
        "\n",
        "\r\n",
        "\t",
        " ",
        "  - ",
        "- ",
        ": ",
        ":",
        "#",
        "---\n",
        "...\n",
        "&a ",
        "*a",
        "<<: *a\n",
        "!!binary ",
        "!x ",
        "|\n",
        ">-\n",
        "? ",
        "{",
        "}",
        "[",
        "]",
        ",",
        "\"",
        "'",
        "\\",
        "\0",
        "\u0007",
        "\u001b[31m",
        "\uFEFF",
        "\u2028",
        "\ud800",
        "é",
        "😀",
        "${A",
        "${A:-${B:-}}",
        "$$",
        "${TPU_VERSION}",
        "$(rm -rf /)",
        "`id`",
        "%s",
        "../../etc/passwd",
        "null",
        "~",
        "true",
        "-0",
        "1e999",
        "NaN",
        ".inf",
        "99999999999999999999",
        "0x7fffffffffffffff",
        "steps:",
        "depends_on: [a]\n",
        "matrix: [1]\n",
        "if: build.branch =~ /(a+)+$/\n",
        "wait",
        "<testcase/>",
        "<!DOCTYPE x [<!ENTITY a \"b\">]>",
        "=cmd|x",
        "\"\"",
        "[]",
        "{}",
    ];

    /// <summary>A text that was changed in one to six places.</summary>
    /// <param name="text">The text.</param>
    /// <param name="other">Another one of its kind, of which parts may be put in.</param>
    public string Of(string text, string other)
    {
        for (var changes = random.Next(1, MostChanges + 1); changes > 0; changes--) text = Once(text, other);
        return text.Length > LongestText ? text[..LongestText] : text;
    }

    private string Once(string text, string other)
    {
        var (start, end) = Part(text);
        var lines = text.Split('\n');
        return random.Next(9) switch
        {
            0 => text.Remove(start, end - start),
            1 => text.Insert(start, Pieces[random.Next(Pieces.Length)]),
            2 => text[..start] + Pieces[random.Next(Pieces.Length)] + text[end..],
            3 => text.Insert(end, text[start..end]),
            4 => text[..start] + OtherPart(other) + text[end..],
            5 => string.Join('\n', lines.Where((_, at) => at != start % lines.Length)),
            6 => string.Join(
                '\n',
                lines.Select((line, at) => at == start % lines.Length ? new string(' ', random.Next(9)) + line.TrimStart() : line)
            ),
            7 => text[..start],
            _ => string.Concat(Enumerable.Repeat(text[start..end], random.Next(1, 40))) + text[end..],
        };
    }

    private string OtherPart(string other)
    {
        var (start, end) = Part(other);
        return other[start..end];
    }

    private (int Start, int End) Part(string text)
    {
        var start = random.Next(text.Length + 1);
        return (start, Math.Min(text.Length, start + random.Next(40)));
    }
}
