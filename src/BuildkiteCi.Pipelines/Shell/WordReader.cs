using System.Collections.Immutable;
using System.Text;

namespace BuildkiteCi.Pipelines.Shell;

/// <summary>Takes a word apart that the lexer has found: quotes, expansions, plain text. Everything in it is closed.</summary>
internal ref struct WordReader
{
    private readonly string text;
    private readonly int end;
    private readonly IReadOnlyDictionary<int, ShellList> substitutions;
    private int at;

    private WordReader(string text, int start, int end, IReadOnlyDictionary<int, ShellList> substitutions)
    {
        this.text = text;
        at = start;
        this.end = end;
        this.substitutions = substitutions;
    }

    private static readonly System.Buffers.SearchValues<char> Special = System.Buffers.SearchValues.Create("'\"\\`$<>*?[{~=(");

    /// <summary>The word between two indexes.</summary>
    public static Word Read(string text, int start, int end, IReadOnlyDictionary<int, ShellList> substitutions)
    {
        var span = text.AsSpan(start, end - start);
        if (span.IndexOfAny(Special) < 0)
            return new Word(
                start,
                end,
                span.IsEmpty ? [] : [new LiteralText(start, end, span.ToString(), IsQuoted: false, IsPattern: false)]
            );
        return new Word(start, end, new WordReader(text, start, end, substitutions).Parts(inQuotes: false));
    }

    /// <summary>The parts of text that the shell expands as in double quotes: a here-document.</summary>
    public static ImmutableArray<WordPart> ReadQuoted(string text, int start, int end, IReadOnlyDictionary<int, ShellList> substitutions) =>
        new WordReader(text, start, end, substitutions).Parts(inQuotes: true);

    private ImmutableArray<WordPart> Parts(bool inQuotes)
    {
        var parts = ImmutableArray.CreateBuilder<WordPart>();
        var plain = new StringBuilder();
        var plainStart = at;
        var wordStart = at;

        while (at < end)
        {
            var character = text[at];
            if (character == '\\' && at + 1 < end)
            {
                var next = text[at + 1];
                if (next == '\n')
                {
                    at += 2;
                }
                else if (inQuotes && next is not ('"' or '\\' or '$' or '`'))
                {
                    plain.Append('\\');
                    at++;
                }
                else
                {
                    Flush(parts, plain, plainStart, wordStart, inQuotes);
                    parts.Add(new LiteralText(at, at + 2, next.ToString(), IsQuoted: true, IsPattern: false));
                    at += 2;
                    plainStart = at;
                }

                continue;
            }

            var start = at;
            var part = character switch
            {
                '\'' when !inQuotes => SingleQuotes(),
                '"' when !inQuotes => DoubleQuotes(),
                '`' => Backquotes(inQuotes),
                '$' => Dollar(inQuotes),
                '<' or '>' when !inQuotes && at + 1 < end && text[at + 1] == '(' => Process(),
                '(' when !inQuotes && start > wordStart && text[start - 1] == '=' => Array(),
                _ => null,
            };
            if (part is null)
            {
                plain.Append(character);
                at++;
                continue;
            }

            var behind = at;
            at = start;
            Flush(parts, plain, plainStart, wordStart, inQuotes);
            at = behind;
            parts.Add(part);
            plainStart = at;
        }

        Flush(parts, plain, plainStart, wordStart, inQuotes);
        return parts.ToImmutable();
    }

    private readonly void Flush(ImmutableArray<WordPart>.Builder parts, StringBuilder plain, int start, int wordStart, bool inQuotes)
    {
        if (plain.Length == 0) return;
        var value = plain.ToString();
        plain.Clear();
        parts.Add(new LiteralText(start, at, value, inQuotes, !inQuotes && IsPattern(value, start == wordStart)));
    }

    private static bool IsPattern(string value, bool isFirst)
    {
        if (value.AsSpan().ContainsAny('*', '?') || isFirst && value[0] == '~') return true;
        var open = value.IndexOf('[', StringComparison.Ordinal);
        if (open >= 0 && value.IndexOf(']', open) > open) return value.Length > 1;
        var brace = value.IndexOf('{', StringComparison.Ordinal);
        return brace >= 0
            && value.IndexOf('}', brace) > brace
            && (value.IndexOf(',', brace) > brace || value.IndexOf("..", brace, StringComparison.Ordinal) > brace);
    }

    private LiteralText SingleQuotes()
    {
        var start = at;
        var close = text.IndexOf('\'', at + 1, end - at - 1);
        if (close < 0) close = end - 1;
        at = close + 1;
        return new LiteralText(start, at, text[(start + 1)..Math.Max(close, start + 1)], IsQuoted: true, IsPattern: false);
    }

    private QuotedText DoubleQuotes()
    {
        var start = at;
        var close = ShellSpan.DoubleQuotes(text, at, end);
        var inner = new WordReader(text, at + 1, close - 1, substitutions).Parts(inQuotes: true);
        at = close;
        return new QuotedText(start, close, inner);
    }

    private CommandSubstitution Backquotes(bool inQuotes)
    {
        var start = at;
        at = ShellSpan.Backquotes(text, at, end);
        return new CommandSubstitution(start, at, null, inQuotes);
    }

    private ProcessSubstitution Process()
    {
        var start = at;
        at = ShellSpan.Parentheses(text, at + 1, end, substitutions);
        return new ProcessSubstitution(start, at, substitutions.GetValueOrDefault(start + 1));
    }

    private ArrayList Array()
    {
        var start = at;
        var close = ShellSpan.Parentheses(text, at, end, substitutions);
        var items = ImmutableArray.CreateBuilder<Word>();
        var inner = start + 1;
        while (inner < close - 1)
        {
            if (text[inner] is ' ' or '\t' or '\n')
            {
                inner++;
            }
            else if (text[inner] == '#')
            {
                inner = text.IndexOf('\n', inner) is >= 0 and var line ? Math.Min(line, close - 1) : close - 1;
            }
            else
            {
                var wordEnd = ShellSpan.Word(text, inner, close - 1, substitutions);
                items.Add(Read(text, inner, wordEnd, substitutions));
                inner = Math.Max(wordEnd, inner + 1);
            }
        }

        at = close;
        return new ArrayList(start, close, items.ToImmutable());
    }

    private WordPart? Dollar(bool inQuotes)
    {
        var start = at;
        if (at + 1 >= end) return null;
        var next = text[at + 1];
        switch (next)
        {
            case '\'' when !inQuotes:
                at = ShellSpan.Escaped(text, at + 1, end);
                return new LiteralText(start, at, text[(start + 2)..Math.Max(at - 1, start + 2)], IsQuoted: true, IsPattern: false);
            case '"' when !inQuotes:
                at++;
                return DoubleQuotes();
            case '(':
                at = ShellSpan.Parentheses(text, at + 1, end, substitutions);
                return
                    start + 2 < end
                    && text[start + 2] == '('
                    && !substitutions.ContainsKey(start + 1)
                    && at - start >= 6
                    && text[at - 2] == ')'
                    ? new ArithmeticExpansion(start, at, text[(start + 3)..(at - 2)])
                    : new CommandSubstitution(start, at, substitutions.GetValueOrDefault(start + 1), inQuotes);
            case '[':
                at = ShellSpan.Brackets(text, at + 1, end);
                return new ArithmeticExpansion(start, at, text[(start + 2)..(at - 1)]);
            case '{':
                at = ShellSpan.Braces(text, at + 1, end, substitutions);
                return Braced(start, inQuotes);
        }

        var name = at + 1;
        if (char.IsAsciiLetter(next) || next == '_')
            while (name < end && (char.IsAsciiLetterOrDigit(text[name]) || text[name] == '_')) name++;
        else if (char.IsAsciiDigit(next) || "@*#?-$!".Contains(next)) name++;
        else return null;
        at = name;
        return new ParameterExpansion(start, at, text[(start + 1)..at], "", "", inQuotes);
    }

    private readonly ParameterExpansion Braced(int start, bool inQuotes)
    {
        var inner = text[(start + 2)..(at - 1)].Replace("\\\n", "", StringComparison.Ordinal);
        var from = 0;
        var lead = "";
        if (
            inner.Length > 1
            && inner[0] is '#' or '!'
            && (char.IsAsciiLetter(inner[1]) || inner[1] is '_' or '@' or '*' || char.IsAsciiDigit(inner[1]))
        )
        {
            lead = inner[..1];
            from = 1;
        }

        var name = from;
        if (name < inner.Length && (char.IsAsciiLetter(inner[name]) || inner[name] == '_'))
            while (name < inner.Length && (char.IsAsciiLetterOrDigit(inner[name]) || inner[name] == '_')) name++;
        else if (name < inner.Length && char.IsAsciiDigit(inner[name]))
            while (name < inner.Length && char.IsAsciiDigit(inner[name])) name++;
        else if (name < inner.Length) name++;
        var index = name;
        if (index < inner.Length && inner[index] == '[') index = inner.IndexOf(']', index) is >= 0 and var close ? close + 1 : inner.Length;
        var rest = inner[index..];
        var sign =
            lead.Length > 0 && rest.Length == 0 ? lead
            : rest.Length == 0 ? ""
            : rest is [':', '-' or '=' or '+' or '?', ..] ? rest[..2]
            : rest[..1];
        return new ParameterExpansion(start, at, inner[from..name], sign, rest.Length == 0 ? "" : rest[sign.Length..], inQuotes);
    }
}
