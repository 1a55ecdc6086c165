namespace BuildkiteCi.Tests.Pipelines.Shell;

/// <summary>Makes scripts that are nearly right: pieces of good ones with up to three changes of characters, words and pieces.</summary>
internal static class ShellMutations
{
    private static readonly string[] Tokens =
    [
        "if",
        "then",
        "else",
        "elif",
        "fi",
        "do",
        "done",
        "case",
        "esac",
        "in",
        "for",
        "{",
        "}",
        "(",
        ")",
        "((",
        "))",
        "[[",
        "]]",
        "\"",
        "'",
        "`",
        "$(",
        "${",
        "$((",
        "\\",
        "\\\n",
        "\n",
        ";",
        ";;",
        ";&",
        "&",
        "&&",
        "|",
        "||",
        "|&",
        "<",
        ">",
        "<<",
        "<<EOF",
        "<<-'E'",
        "<<<",
        "EOF",
        "#",
        " ",
        "\t",
        "!",
        "time",
        "function",
        "f()",
        "select",
        "while",
        "until",
        "x=(",
        "a=b", "coproc", "2>&1", ">&", "<(", "$", "*", "@(", "=~", "==", "-f", "$'", "$\"", "{fd}>", "declare", "a[", "export x=(",
    ];

    /// <summary>One script of these, changed.</summary>
    public static string Of(IReadOnlyList<string> scripts, Random random)
    {
        var text = scripts[random.Next(scripts.Count)];
        if (random.Next(3) > 0)
        {
            var lines = text.Split('\n');
            text = string.Join('\n', lines.Skip(random.Next(lines.Length)).Take(random.Next(1, 25))) + "\n";
        }

        for (var changes = random.Next(4); changes > 0 && text.Length > 0; changes--) text = Changed(text, random);
        return text;
    }

    private static string Changed(string text, Random random)
    {
        var at = random.Next(text.Length);
        var end = Math.Min(text.Length, at + random.Next(1, 12));
        return random.Next(5) switch
        {
            0 => text.Remove(at, 1),
            1 => text.Insert(at, Tokens[random.Next(Tokens.Length)]),
            2 => text.Insert(at, $" {Tokens[random.Next(Tokens.Length)]} "),
            3 => text.Remove(at, end - at),
            _ => text.Insert(random.Next(text.Length), text[at..end]),
        };
    }
}
