using System.Collections.Immutable;

namespace BuildkiteCi.Composing.Collecting;

/// <summary>
/// Tells what a script does that only states results: <c>buildkite-agent meta-data set KEY VALUE</c>, at the top or within
/// <c>if [ A = B ]</c> where both sides are known. Whatever else a script might do makes it one that has to run.
/// </summary>
internal sealed class DeclaredResults
{
    // Behind these words of the shell's grammar another command starts.
    private static readonly ImmutableArray<string> BeforeCommands = ["if", "then", "elif", "else", "do", "while", "until", "!", "{"];

    private readonly List<ScriptWord> words;
    private readonly Dictionary<string, string> stated = new(StringComparer.Ordinal);
    private int at;

    private DeclaredResults(List<ScriptWord> words) => this.words = words;

    private enum Flow
    {
        Next,
        Exit,
        Unknown,
    }

    private ScriptWord Current => at < words.Count ? words[at] : new ScriptWord(";", IsOperator: true, IsPlain: true);

    /// <summary>The meta-data that the script sets before it ends well, by key; null where it may do anything else.</summary>
    public static ImmutableDictionary<string, string>? Of(string script)
    {
        if (!script.Contains("meta-data", StringComparison.Ordinal) || ScriptWords.Cut(script) is not { } words) return null;
        var reading = new DeclaredResults(words);
        return reading.Block() == Flow.Unknown ? null : reading.stated.ToImmutableDictionary(StringComparer.Ordinal);
    }

    // Runs commands up to the end, or to a word that closes the block.
    private Flow Block()
    {
        while (at < words.Count)
        {
            if (Current.Is(";"))
            {
                at++;
                continue;
            }

            if (Current.IsKeyword("fi") || Current.IsKeyword("else") || Current.IsKeyword("elif")) return Flow.Next;
            var flow = Current.IsKeyword("if") ? If() : Command();
            if (flow != Flow.Next) return flow;
            // "&&" behind a command that went well is as good as a new line.
            if (!Current.Is(";") && !Current.Is("&&")) return Flow.Unknown;
            at++;
        }

        return Flow.Next;
    }

    private Flow Command()
    {
        var command = new List<ScriptWord>();
        while (at < words.Count && !Current.IsOperator) command.Add(words[at++]);
        if (command.Count == 0 || !command.TrueForAll(word => word.IsPlain)) return Flow.Unknown;
        var texts = command.ConvertAll(word => word.Text);
        switch (texts)
        {
            case ["buildkite-agent", "meta-data", "set", var key, var value]
                when !key.StartsWith('-') && !string.IsNullOrWhiteSpace(key) && !value.StartsWith('-') && !string.IsNullOrWhiteSpace(value):
                stated[key] = value;
                return Flow.Next;
            case ["exit"] or ["exit", "0"]:
                return Flow.Exit;
            case ["true"] or [":"] or ["set", ..] or ["echo", ..]:
                return Flow.Next;
            default:
                return Flow.Unknown;
        }
    }

    private Flow If()
    {
        var taken = false;
        while (!Current.IsKeyword("fi"))
        {
            if (at >= words.Count) return Flow.Unknown;
            var isElse = Current.IsKeyword("else");
            // Behind "if", "elif" or "else".
            at++;
            var holds = isElse ? true : taken ? false : Condition();
            if (holds is null || (!isElse && !SkipTo("then"))) return Flow.Unknown;
            if (taken || !holds.Value)
            {
                SkipBlock();
                continue;
            }

            taken = true;
            var flow = Block();
            if (flow != Flow.Next) return flow;
        }

        at++;
        return Flow.Next;
    }

    // Tests joined from left to right, as the shell joins them; null where one of them is not known.
    private bool? Condition()
    {
        var holds = Test();
        while (holds is not null && (Current.Is("&&") || Current.Is("||")))
        {
            var isAnd = words[at++].Text == "&&";
            var next = Test();
            if (next is null) return null;
            holds = isAnd ? holds.Value && next.Value : holds.Value || next.Value;
        }

        return holds;
    }

    private bool? Test()
    {
        var test = new List<ScriptWord>();
        while (at < words.Count && !Current.IsOperator) test.Add(words[at++]);
        if (test.Count == 0 || !test.TrueForAll(word => word.IsPlain)) return null;
        return test.ConvertAll(word => word.Text) switch
        {
            ["[" or "[[", var left, "=" or "==", var right, "]" or "]]"] => left == right,
            ["[" or "[[", var left, "!=", var right, "]" or "]]"] => left != right,
            ["[" or "[[", "-z", var text, "]" or "]]"] => text.Length == 0,
            ["[" or "[[", "-n", var text, "]" or "]]"] => text.Length > 0,
            _ => null,
        };
    }

    private bool SkipTo(string word)
    {
        while (at < words.Count && !Current.IsKeyword(word)) at++;
        at++;
        return at <= words.Count;
    }

    // Ends at the word that closes the block afterwards, or at the end.
    private void SkipBlock()
    {
        var inner = 0;
        var startsCommand = true;
        for (; at < words.Count; at++)
        {
            if (!startsCommand || Current.IsOperator)
            {
                startsCommand = Current.IsOperator;
                continue;
            }

            if (inner == 0 && (Current.IsKeyword("fi") || Current.IsKeyword("else") || Current.IsKeyword("elif"))) return;
            if (Current.IsKeyword("if")) inner++;
            if (Current.IsKeyword("fi")) inner--;
            startsCommand = Current.IsPlain && BeforeCommands.Contains(Current.Text);
        }
    }
}
