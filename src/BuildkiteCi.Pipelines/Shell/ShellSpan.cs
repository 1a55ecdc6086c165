namespace BuildkiteCi.Pipelines.Shell;

/// <summary>Where quotes and brackets that the lexer has seen closed end; each answers the index behind the closing character.</summary>
internal static class ShellSpan
{
    /// <summary>Behind <c>"…"</c>, from its opening.</summary>
    public static int DoubleQuotes(string text, int open, int end)
    {
        for (var at = open + 1; at < end; at++)
        {
            switch (text[at])
            {
                case '\\':
                    at++;
                    break;
                case '"':
                    return at + 1;
                case '`':
                    at = Backquotes(text, at, end) - 1;
                    break;
                case '$' when at + 1 < end && text[at + 1] is '(' or '{' or '[':
                    at = Nested(text, at + 1, end) - 1;
                    break;
            }
        }

        return end;
    }

    /// <summary>Behind backquotes.</summary>
    public static int Backquotes(string text, int open, int end)
    {
        for (var at = open + 1; at < end; at++)
        {
            if (text[at] == '\\') at++;
            else if (text[at] == '`') return at + 1;
        }

        return end;
    }

    /// <summary>Behind <c>$'…'</c>, from its quote.</summary>
    public static int Escaped(string text, int open, int end)
    {
        for (var at = open + 1; at < end; at++)
        {
            if (text[at] == '\\') at++;
            else if (text[at] == '\'') return at + 1;
        }

        return end;
    }

    /// <summary>Behind <c>[…]</c>.</summary>
    public static int Brackets(string text, int open, int end) => Pair(text, open, end, '[', ']');

    /// <summary>Behind <c>{…}</c> of an expansion.</summary>
    public static int Braces(string text, int open, int end, IReadOnlyDictionary<int, ShellList> substitutions) =>
        Pair(text, open, end, '{', '}', substitutions);

    /// <summary>Behind <c>(…)</c>; where the grammar has read the inside, it knows.</summary>
    public static int Parentheses(string text, int open, int end, IReadOnlyDictionary<int, ShellList>? substitutions) =>
        substitutions is not null && substitutions.TryGetValue(open, out var body)
            ? Math.Min(body.End + 1, end)
            : Pair(text, open, end, '(', ')', substitutions);

    /// <summary>Behind a word of a list.</summary>
    public static int Word(string text, int start, int end, IReadOnlyDictionary<int, ShellList> substitutions)
    {
        var at = start;
        while (at < end && text[at] is not (' ' or '\t' or '\n'))
            at = Step(text, at, end, substitutions);
        return Math.Min(at, end);
    }

    private static int Nested(string text, int open, int end) => text[open] switch
    {
        '(' => Pair(text, open, end, '(', ')'),
        '{' => Pair(text, open, end, '{', '}'),
        _ => Pair(text, open, end, '[', ']'),
    };

    private static int Pair(
        string text,
        int open,
        int end,
        char opening,
        char closing,
        IReadOnlyDictionary<int, ShellList>? substitutions = null
    )
    {
        var depth = 1;
        var at = open + 1;
        while (at < end)
        {
            if (text[at] == closing && --depth == 0) return at + 1;
            if (text[at] == opening && opening != '{') depth++;
            at = Step(text, at, end, substitutions);
        }

        return end;
    }

    // Over one character, or over all that is within quotes or an expansion.
    private static int Step(string text, int at, int end, IReadOnlyDictionary<int, ShellList>? substitutions) => text[at] switch
    {
        '\\' => at + 2,
        '\'' => text.IndexOf('\'', at + 1) is >= 0 and var quote && quote < end ? quote + 1 : end,
        '"' => DoubleQuotes(text, at, end),
        '`' => Backquotes(text, at, end),
        '$' when at + 1 < end && text[at + 1] == '\'' => Escaped(text, at + 1, end),
        '$' or '<' or '>' when at + 1 < end && text[at + 1] == '(' => Parentheses(text, at + 1, end, substitutions),
        '$' when at + 1 < end && text[at + 1] is '{' or '[' => Nested(text, at + 1, end),
        _ => at + 1,
    };
}
