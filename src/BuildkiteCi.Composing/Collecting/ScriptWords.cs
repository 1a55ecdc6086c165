using System.Text;

namespace BuildkiteCi.Composing.Collecting;

/// <summary>
/// Cuts a script into words and operators as a POSIX shell does (Shell Command Language 2.3). A word that the shell would still change
/// (<c>$</c>, backquotes, patterns, <c>~</c>) is not <see cref="ScriptWord.IsPlain"/>. Scripts with a here-document or an open quote are
/// not cut.
/// </summary>
internal static class ScriptWords
{
    private const string OperatorCharacters = ";&|()<>\n";
    private const string Changing = "$`*?[~{";

    /// <summary>The words and operators in order, or null where the script cannot be cut.</summary>
    public static List<ScriptWord>? Cut(string script)
    {
        if (script.Contains("<<", StringComparison.Ordinal)) return null;
        var words = new List<ScriptWord>();
        var at = 0;
        while (at < script.Length)
        {
            var character = script[at];
            if (character is ' ' or '\t' or '\r') at++;
            else if (character == '#') at = EndOfLine(script, at);
            else if (character == '\\' && at + 1 < script.Length && script[at + 1] == '\n') at += 2;
            else if (OperatorCharacters.Contains(character)) words.Add(Operator(script, ref at));
            else if (Word(script, ref at) is { } word) words.Add(word);
            else return null;
        }

        return words;
    }

    private static ScriptWord Operator(string script, ref int at)
    {
        var length =
            at + 1 < script.Length && script[at + 1] == script[at] && script[at] is '&' or '|' or ';' && script[at + 1] == script[at]
                ? 2
                : 1;
        var text = script.Substring(at, length);
        at += length;
        return new ScriptWord(text == "\n" ? ";" : text, IsOperator: true, IsPlain: true);
    }

    private static int EndOfLine(string script, int at) => script.IndexOf('\n', at) is >= 0 and var end ? end : script.Length;

    private static ScriptWord? Word(string script, ref int at)
    {
        if (Test(script, at) is { } test)
        {
            at += test.Length;
            return new ScriptWord(test, IsOperator: false, IsPlain: true);
        }

        var text = new StringBuilder();
        var plain = true;
        while (at < script.Length && !OperatorCharacters.Contains(script[at]) && script[at] is not (' ' or '\t' or '\r'))
        {
            var character = script[at++];
            switch (character)
            {
                case '\'':
                    var end = script.IndexOf('\'', at);
                    if (end < 0) return null;
                    text.Append(script, at, end - at);
                    at = end + 1;
                    break;
                case '"':
                    if (!InDoubleQuotes(script, ref at, text, ref plain)) return null;
                    break;
                case '\\' when at < script.Length:
                    if (script[at] != '\n') text.Append(script[at]);
                    at++;
                    break;
                default:
                    plain &= !Changing.Contains(character);
                    text.Append(character);
                    break;
            }
        }

        return new ScriptWord(text.ToString(), IsOperator: false, plain);
    }

    // On their own these are commands, not the beginning of a pattern.
    private static string? Test(string script, int at) =>
        Array.Find(
            ["[[", "["],
            test =>
                string.CompareOrdinal(script, at, test, 0, test.Length) == 0
                && at + test.Length < script.Length
                && script[at + test.Length] is ' ' or '\t'
        );

    private static bool InDoubleQuotes(string script, ref int at, StringBuilder text, ref bool plain)
    {
        while (at < script.Length)
        {
            var character = script[at++];
            if (character == '"') return true;
            if (character == '\\' && at < script.Length && script[at] is '"' or '\\' or '$' or '`' or '\n')
            {
                if (script[at] != '\n') text.Append(script[at]);
                at++;
                continue;
            }

            plain &= character is not ('$' or '`');
            text.Append(character);
        }

        return false;
    }
}

/// <summary>A word or an operator of a script.</summary>
/// <param name="Text">The word without its quotes; <c>;</c> for a line's end too.</param>
/// <param name="IsOperator">Whether it separates commands or redirects them.</param>
/// <param name="IsPlain">Whether the shell takes it as it is.</param>
internal readonly record struct ScriptWord(string Text, bool IsOperator, bool IsPlain)
{
    /// <summary>Whether it is this operator.</summary>
    public bool Is(string text) => IsOperator && Text == text;

    /// <summary>Whether it is this word, unchanged by the shell.</summary>
    public bool IsKeyword(string text) => !IsOperator && IsPlain && Text == text;
}
