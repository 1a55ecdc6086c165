using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace BuildkiteCi.Benchmarks.Metrics;

/// <summary>Reads the numbers of a dictionary as Python (or JSON) prints it: <c>{'accuracy': 0.8437, 'gen_num':
/// np.int64(14000)}</c>.</summary>
internal sealed class PythonDictionary
{
    private readonly string text;
    private int at;

    private PythonDictionary(string text) => this.text = text;

    /// <summary>
    /// Names and numbers in their order, NaN and infinity among them; entries of an inner dictionary are named <c>outer.inner</c>; strings,
    /// <c>None</c> and lists
    /// are left out. Empty where the text is no dictionary.
    /// </summary>
    public static ImmutableArray<(string Name, double Value)> Numbers(string text)
    {
        var numbers = ImmutableArray.CreateBuilder<(string, double)>();
        var reading = new PythonDictionary(text);
        return reading.Dictionary("", numbers, depth: 0) && reading.AtEnd() ? numbers.ToImmutable() : [];
    }

    private bool Dictionary(string prefix, ImmutableArray<(string, double)>.Builder numbers, int depth)
    {
        if (depth > 8 || !Take('{')) return false;
        if (Take('}')) return true;
        do
        {
            if (Peek() == '}') break;
            if (Text() is not { } name || !Take(':') || !Value(prefix + name, numbers, depth)) return false;
        }
        while (Take(','));
        return Take('}');
    }

    private bool Value(string name, ImmutableArray<(string, double)>.Builder numbers, int depth)
    {
        var next = Peek();
        if (next == '{') return Dictionary(name + ".", numbers, depth + 1);
        if (next is '[' or '(') return List(name, depth);
        if (next is '\'' or '"') return Text() is not null;
        var word = Word();
        if (word.Length == 0) return false;
        // numpy 2 prints its numbers as np.float64(0.5).
        if (word.StartsWith("np.", StringComparison.Ordinal) || word.StartsWith("numpy.", StringComparison.Ordinal))
        {
            if (!Take('(')) return false;
            word = Word();
            if (!Take(')')) return false;
        }

        if (double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            numbers.Add((name, number));
            return true;
        }

        if (word is "inf" or "-inf") numbers.Add((name, double.PositiveInfinity));
        return word is "None" or "True" or "False" or "null" or "true" or "false" or "inf" or "-inf";
    }

    private bool List(string name, int depth)
    {
        if (depth > 8) return false;
        var unused = ImmutableArray.CreateBuilder<(string, double)>();
        at++;
        while (Peek() is not (']' or ')' or '\0'))
        {
            if (!Value(name, unused, depth + 1)) return false;
            if (!Take(',')) break;
        }

        return Take(']') || Take(')');
    }

    private string? Text()
    {
        var quote = Peek();
        if (quote is not ('\'' or '"')) return null;
        var read = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] == quote)
            {
                at++;
                return read.ToString();
            }

            if (text[at] == '\\' && at + 1 < text.Length) at++;
            read.Append(text[at]);
        }

        return null;
    }

    private string Word()
    {
        Peek();
        var start = at;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '.' or '+' or '-' or '_')) at++;
        return text[start..at];
    }

    private bool AtEnd() => Peek() == '\0';

    private bool Take(char wanted)
    {
        if (Peek() != wanted) return false;
        at++;
        return true;
    }

    private char Peek()
    {
        while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
        return at < text.Length ? text[at] : '\0';
    }
}
