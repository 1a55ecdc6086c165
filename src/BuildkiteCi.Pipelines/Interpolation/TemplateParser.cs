using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace BuildkiteCi.Pipelines.Interpolation;

/// <summary>Takes a text apart. Each method reads from the current position and returns null after noting the problem.</summary>
internal sealed class TemplateParser(string text)
{
    // Deep enough for any author, shallow enough for the stack.
    private const int MaxNesting = 100;

    private int position;
    private int nesting;

    /// <summary>What stopped the parser.</summary>
    public TemplateProblem? Problem { get; private set; }

    /// <summary>The whole text.</summary>
    public TextTemplate? Whole() => Until(closing: false);

    // Reads up to the end, or up to the brace that closes an expression.
    private TextTemplate? Until(bool closing)
    {
        var start = position;
        var parts = ImmutableArray.CreateBuilder<TemplatePart>();
        var literal = new StringBuilder();
        var literalStart = position;
        while (position < text.Length && !(closing && text[position] == '}'))
        {
            if (IsExpression())
            {
                if (literal.Length > 0) parts.Add(new LiteralPart(literalStart, position, literal.ToString()));
                literal.Clear();
                if (Expression() is not { } expression) return null;
                parts.Add(expression);
                literalStart = position;
                continue;
            }

            Literal(literal, closing);
        }

        if (literal.Length > 0) parts.Add(new LiteralPart(literalStart, position, literal.ToString()));
        return new TextTemplate(text[start..position], parts.DrainToImmutable());
    }

    private bool IsExpression() =>
        text[position] == '$' && position + 1 < text.Length && (text[position + 1] == '{' || Rune.IsLetter(RuneAt(position + 1)));

    private void Literal(StringBuilder literal, bool closing)
    {
        var rest = text.AsSpan(position);
        if (rest.StartsWith(@"\\") || rest.StartsWith("$("))
        {
            literal.Append(rest[..2]);
            position += 2;
        }
        else if (rest.StartsWith(@"\$") || rest.StartsWith("$$"))
        {
            literal.Append('$');
            position += 2;
        }
        else
        {
            var length = closing ? rest[1..].IndexOfAny('$', '\\', '}') : rest[1..].IndexOfAny('$', '\\');
            length = length < 0 ? rest.Length : length + 1;
            literal.Append(rest[..length]);
            position += length;
        }
    }

    private VariablePart? Expression()
    {
        var start = position++;
        if (text[position] != '{')
        {
            var plain = Name();
            return new ValuePart(start, position, plain);
        }

        position++;
        if (++nesting > MaxNesting) return Wrong(start, $"expressions are nested more than {MaxNesting} levels deep", "write it simpler");
        if (position == text.Length || !Rune.IsLetter(RuneAt(position)))
            return Wrong(
                start,
                $"'{Excerpt(start)}' has no variable's name: a name starts with a letter",
                "name a variable, or write '$$' for a plain dollar sign"
            );
        var name = Name();
        var part = Operation(start, name);
        nesting--;
        return part;
    }

    private VariablePart? Operation(int start, string name)
    {
        if (position == text.Length) return Unclosed(start);
        switch (text[position++])
        {
            case '}':
                return new ValuePart(start, position, name);
            case ':' when position < text.Length && text[position] == '-':
                position++;
                return Until(closing: true) is { } whenEmpty && Close(start)
                    ? new DefaultPart(start, position, name, whenEmpty, AlsoEmpty: true)
                    : null;
            case '-':
                return Until(closing: true) is { } whenUnset && Close(start)
                    ? new DefaultPart(start, position, name, whenUnset, AlsoEmpty: false)
                    : null;
            case '?':
                return Until(closing: true) is { } message && Close(start) ? new RequiredPart(start, position, name, message) : null;
            case ':' when position < text.Length && (text[position] is '?' or '=' || (text[position] == '+' && !IsDigitAt(position + 1))):
                return UnknownOperator(start, position - 1, 2);
            case ':':
                return Substring(start, name);
            default:
                return UnknownOperator(start, position - 1, 1);
        }
    }

    private bool IsDigitAt(int index) => index < text.Length && char.IsAsciiDigit(text[index]);

    private ValuePart? UnknownOperator(int start, int offset, int length) =>
        Wrong(offset, $"'{Excerpt(start)}' goes on with '{text.AsSpan(offset, length)}', which Buildkite does not know",
            "use ':-', '-', '?' or ':offset:length', or write '$$' to leave the expression to the shell");

    private SubstringPart? Substring(int start, string name)
    {
        if (Number(start, until: ":}") is not { } offset) return null;
        if (text[position] == '}')
        {
            position++;
            return new SubstringPart(start, position, name, offset, null);
        }

        position++;
        if (Number(start, until: "}") is not { } length) return null;
        position++;
        return new SubstringPart(start, position, name, offset, length);
    }

    private long? Number(int start, string until)
    {
        var begin = position;
        var length = text.AsSpan(position).IndexOfAny(until);
        if (length < 0)
        {
            Unclosed(start);
            return null;
        }

        position += length;
        var written = text.AsSpan(begin, length).Trim();
        if (long.TryParse(written, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) return number;
        Wrong(begin, $"'{Excerpt(start)}' needs a whole number, and '{written}' is none",
            "write '${NAME:offset:length}', or use ':-', '-' or '?'");
        return null;
    }

    private bool Close(int start)
    {
        if (position < text.Length)
        {
            position++;
            return true;
        }

        Unclosed(start);
        return false;
    }

    private ValuePart? Unclosed(int start) => Wrong(start, $"'{Excerpt(start)}' is never closed", "add '}'");

    private ValuePart? Wrong(int offset, string message, string fix)
    {
        Problem = new TemplateProblem(InterpolationRules.Malformed, offset, message, fix);
        return null;
    }

    private string Name()
    {
        var start = position;
        while (position < text.Length)
        {
            var rune = RuneAt(position);
            if (rune.Value != '_' && !Rune.IsLetter(rune) && !Rune.IsNumber(rune)) break;
            position += rune.Utf16SequenceLength;
        }

        return text[start..position];
    }

    // The expression up to its first brace, as people read it.
    private string Excerpt(int start)
    {
        const int Longest = 40;
        var rest = text.AsSpan(start);
        var end = rest.IndexOfAny('}', '\n');
        var line = end < 0 ? rest : rest[end] == '}' ? rest[..(end + 1)] : rest[..end];
        return line.Length <= Longest ? line.ToString() : $"{line[..Longest]}…";
    }

    private Rune RuneAt(int index) =>
        Rune.DecodeFromUtf16(text.AsSpan(index), out var rune, out _) == OperationStatus.Done ? rune : Rune.ReplacementChar;
}
