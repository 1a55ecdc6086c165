using System.Text.RegularExpressions;

namespace BuildkiteCi.Pipelines.Conditionals;

/// <summary>Makes a tree of a condition's text. Each method returns null after noting the problem.</summary>
internal sealed class ConditionParser
{
    private const int MaxNesting = 100;

    // A pattern is the author's, the text the world's: neither may hold a build up.
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromSeconds(1);

    private readonly ConditionScanner scanner;
    private ConditionToken token;
    private int nesting;

    public ConditionParser(string text)
    {
        scanner = new ConditionScanner(text);
        token = scanner.Next();
    }

    /// <summary>What stopped the parser.</summary>
    public ConditionProblem? Problem { get; private set; }

    /// <summary>The whole text.</summary>
    public Condition? Whole()
    {
        if (token.Kind == ConditionTokenKind.End) return Wrong("the condition is empty", "write one, or remove the line");
        var root = Or();
        if (root is null || token.Kind == ConditionTokenKind.End) return root;
        return Wrong(token.Kind == ConditionTokenKind.Bad ? token.Text : $"'{token.Text}' does not go on the condition",
            token.Kind == ConditionTokenKind.Bad ? token.Flags : "join conditions with '&&' or '||'");
    }

    private Condition? Or()
    {
        var left = And();
        while (left is not null && IsSymbol("||")) left = Join(left, ConditionOperator.Or, And);
        return left;
    }

    private Condition? And()
    {
        var left = Comparison();
        while (left is not null && IsSymbol("&&")) left = Join(left, ConditionOperator.And, Comparison);
        return left;
    }

    private Condition? Comparison()
    {
        var left = Prefix();
        while (left is not null && Comparing() is { } comparing)
        {
            left = comparing is ConditionOperator.Matches or ConditionOperator.MatchesNot
                ? Join(left, comparing, Pattern)
                : Join(left, comparing, Prefix);
        }

        return left;
    }

    private BinaryCondition? Join(Condition left, ConditionOperator between, Func<Condition?> right)
    {
        Advance();
        return right() is { } parsed ? new BinaryCondition(left.Start, left, between, parsed) : null;
    }

    private ConditionOperator? Comparing() => token switch
    {
        { Kind: ConditionTokenKind.Symbol, Text: "==" } => ConditionOperator.Equal,
        { Kind: ConditionTokenKind.Symbol, Text: "!=" } => ConditionOperator.NotEqual,
        { Kind: ConditionTokenKind.Symbol, Text: "=~" } => ConditionOperator.Matches,
        { Kind: ConditionTokenKind.Symbol, Text: "!~" } => ConditionOperator.MatchesNot,
        { Kind: ConditionTokenKind.Word, Text: "includes" } => ConditionOperator.Includes,
        _ => null,
    };

    private Condition? Prefix()
    {
        if (!IsSymbol("!")) return Primary();
        var start = token.Start;
        Advance();
        if (++nesting > MaxNesting) return TooDeep();
        var inner = Prefix();
        nesting--;
        return inner is null ? null : new NotCondition(start, inner);
    }

    private Condition? Primary()
    {
        var current = token;
        switch (current.Kind)
        {
            case ConditionTokenKind.Text:
                Advance();
                return new ValueCondition(current.Start, ConditionValue.Of(current.Text));
            case ConditionTokenKind.Number when long.TryParse(current.Text, out var number):
                Advance();
                return new ValueCondition(current.Start, ConditionValue.Of(number));
            case ConditionTokenKind.Word:
                return Word(current);
            case ConditionTokenKind.Symbol when current.Text == "(":
                return Parenthesis();
            case ConditionTokenKind.Regex:
                return Wrong("a regular expression is where a value is expected", "write it behind '=~' or '!~'");
            case ConditionTokenKind.End:
                return Wrong("the condition ends where a value is expected", "write a value, or remove the operator before it");
            case ConditionTokenKind.Bad:
                return Wrong(current.Text, current.Flags);
            default:
                return Wrong($"'{current.Text}' is where a value is expected", "write a variable, a text in quotes or a number");
        }
    }

    private Condition? Parenthesis()
    {
        var start = token.Start;
        Advance();
        if (++nesting > MaxNesting) return TooDeep();
        var inner = Or();
        nesting--;
        if (inner is null) return null;
        if (!IsSymbol(")")) return Wrong(start, "a parenthesis is never closed", "add ')'");
        Advance();
        return inner;
    }

    private Condition? Word(ConditionToken word)
    {
        Advance();
        switch (word.Text)
        {
            case "true" or "false":
                return new ValueCondition(word.Start, ConditionValue.Of(word.Text == "true"));
            case "null":
                return new ValueCondition(word.Start, ConditionValue.Null);
            case "build.env":
                return Env(word);
            default:
                if (ConditionVariables.IsKnown(word.Text)) return new VariableCondition(word.Start, word.Text);
                Problem = new ConditionProblem(ConditionRules.UnknownVariable, word.Start, $"'{word.Text}' is no variable of a condition",
                    Spelling.Suggest(
                        word.Text,
                        ConditionVariables.Names,
                        "put a text in quotes; variables start with 'build.', 'pipeline.', 'organization.' or 'step.'"
                    )
                );
                return null;
        }
    }

    private EnvCondition? Env(ConditionToken word)
    {
        if (!IsSymbol("(")) return Wrong(word.Start, $"'{word.Text}' needs a name", "write 'build.env(\"NAME\")'") as EnvCondition;
        Advance();
        var name = token;
        if (name.Kind != ConditionTokenKind.Text)
            return Wrong("the name of a variable in 'build.env' is in quotes", "write 'build.env(\"NAME\")'") as EnvCondition;
        Advance();
        if (!IsSymbol(")")) return Wrong("'build.env' takes one name", "add ')'") as EnvCondition;
        Advance();
        return new EnvCondition(word.Start, name.Text);
    }

    private RegexCondition? Pattern()
    {
        var current = token;
        if (current.Kind != ConditionTokenKind.Regex)
            return Wrong(
                    current.Kind == ConditionTokenKind.Bad ? current.Text : "a regular expression is expected here",
                    current.Kind == ConditionTokenKind.Bad ? current.Flags : "write it between slashes: '/^v[0-9]/'"
                ) as RegexCondition;
        Advance();
        if (current.Flags is not ("" or "i"))
            return BadPattern(
                current,
                $"flag '{current.Flags}' of a regular expression is unknown",
                "use 'i' for either letter case, or none"
            );
        try
        {
            // Buildkite's expressions are Ruby's, where ^ and $ stand at every line.
            var options =
                RegexOptions.Multiline
                | RegexOptions.CultureInvariant
                | (current.Flags == "i" ? RegexOptions.IgnoreCase : RegexOptions.None);
            return new RegexCondition(
                current.Start,
                new Regex(current.Text.Replace(@"\/", "/", StringComparison.Ordinal), options, MatchTimeout)
            );
        }
        catch (ArgumentException problem)
        {
            return BadPattern(
                current,
                $"'/{current.Text}/' is no regular expression: {problem.Message.TrimEnd('.')}",
                "mend it, and double each '$' that Buildkite would take for a variable"
            );
        }
    }

    private RegexCondition? BadPattern(ConditionToken at, string message, string fix)
    {
        Problem = new ConditionProblem(ConditionRules.BadPattern, at.Start, message, fix);
        return null;
    }

    private bool IsSymbol(string text) => token.Kind == ConditionTokenKind.Symbol && token.Text == text;

    private void Advance() => token = scanner.Next();

    private Condition? TooDeep() => Wrong($"the condition is nested more than {MaxNesting} levels deep", "write it simpler");

    private Condition? Wrong(string message, string fix) => Wrong(token.Start, message, fix);

    private Condition? Wrong(int offset, string message, string fix)
    {
        Problem = new ConditionProblem(ConditionRules.NotACondition, offset, message, fix);
        return null;
    }
}
