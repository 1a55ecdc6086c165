using System.Collections.Immutable;
using System.Text;

namespace BuildkiteCi.Pipelines.Conditionals;

/// <summary>Takes a condition's text apart into tokens.</summary>
internal sealed class ConditionScanner(string text)
{
    private static readonly ImmutableArray<string> Symbols = ["==", "!=", "=~", "!~", "&&", "||", "!", "(", ")"];

    private int position;

    /// <summary>The next token. A regular expression is distinguished from a stray slash by what precedes it.</summary>
    public ConditionToken Next()
    {
        SkipBlanks();
        if (position == text.Length) return new ConditionToken(ConditionTokenKind.End, position, "");
        var character = text[position];
        if (character is '\'' or '"') return Quoted(character);
        if (character == '/') return Pattern();
        if (char.IsAsciiDigit(character)) return Run(ConditionTokenKind.Number, char.IsAsciiDigit);
        if (char.IsAsciiLetter(character) || character == '_')
            return Run(ConditionTokenKind.Word, next => char.IsAsciiLetterOrDigit(next) || next is '_' or '.');
        foreach (var symbol in Symbols)
        {
            if (!text.AsSpan(position).StartsWith(symbol, StringComparison.Ordinal)) continue;
            position += symbol.Length;
            return new ConditionToken(ConditionTokenKind.Symbol, position - symbol.Length, symbol);
        }

        return Unknown(character);
    }

    private void SkipBlanks()
    {
        while (position < text.Length)
        {
            if (char.IsWhiteSpace(text[position]))
            {
                position++;
            }
            else if (text.AsSpan(position).StartsWith("//", StringComparison.Ordinal))
            {
                var end = text.IndexOf('\n', position);
                position = end < 0 ? text.Length : end;
            }
            else
            {
                return;
            }
        }
    }

    private ConditionToken Run(ConditionTokenKind kind, Func<char, bool> belongs)
    {
        var start = position;
        while (position < text.Length && belongs(text[position])) position++;
        return new ConditionToken(kind, start, text[start..position]);
    }

    private ConditionToken Quoted(char quote)
    {
        var start = position++;
        var value = new StringBuilder();
        while (position < text.Length && text[position] != quote)
        {
            if (text[position] == '\\' && position + 1 < text.Length && text[position + 1] is '\\' or '\'' or '"') position++;
            value.Append(text[position++]);
        }

        if (position == text.Length) return new ConditionToken(ConditionTokenKind.Bad, start, "a text is never closed", $"add {quote}");
        position++;
        return new ConditionToken(ConditionTokenKind.Text, start, value.ToString());
    }

    private ConditionToken Pattern()
    {
        var start = position++;
        while (position < text.Length && text[position] is not ('/' or '\n')) position += text[position] == '\\' ? 2 : 1;
        if (position >= text.Length || text[position] == '\n')
        {
            position = Math.Min(position, text.Length);
            return new ConditionToken(
                ConditionTokenKind.Bad,
                start,
                "a regular expression is never closed",
                "add '/', and write a '/' within it as '\\/'"
            );
        }

        var pattern = text[(start + 1)..position++];
        var flags = position;
        while (position < text.Length && char.IsAsciiLetter(text[position])) position++;
        return new ConditionToken(ConditionTokenKind.Regex, start, pattern, text[flags..position]);
    }

    private ConditionToken Unknown(char character)
    {
        var start = position++;
        var fix = character switch
        {
            '=' => "compare with '=='",
            '&' => "write '&&'",
            '|' => "write '||'",
            '<' or '>' => "compare with '==', '!=', '=~' or '!~': Buildkite knows no order",
            '$' => "variables of the environment are 'build.env(\"NAME\")'; the end of a line in a regular expression is '$$'",
            _ => "put texts in quotes",
        };
        return new ConditionToken(ConditionTokenKind.Bad, start, $"'{character}' means nothing in a condition", fix);
    }
}

/// <summary>A token of a condition.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Index of its first character.</param>
/// <param name="Text">Its text; of a text the value, of a regular expression the pattern, of a bad one what is wrong.</param>
/// <param name="Flags">Of a regular expression what follows it; of a bad token what to do.</param>
internal readonly record struct ConditionToken(ConditionTokenKind Kind, int Start, string Text, string Flags = "");

/// <summary>What a token of a condition is.</summary>
internal enum ConditionTokenKind
{
    End,
    Word,
    Number,
    Text,
    Regex,
    Symbol,
    Bad,
}
