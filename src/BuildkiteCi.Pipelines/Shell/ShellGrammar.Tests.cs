using System.Collections.Frozen;
using System.Collections.Immutable;

namespace BuildkiteCi.Pipelines.Shell;

/// <summary>Conditions: <c>[[ … ]]</c> (parse_cond_command).</summary>
internal sealed partial class ShellGrammar
{
    private static readonly FrozenSet<string> Binary = FrozenSet.Create(
        StringComparer.Ordinal, "=", "==", "!=", "<", ">", "-nt", "-ot", "-ef", "-eq", "-ne", "-lt", "-le", "-gt", "-ge");

    private const string Unary = "abcdefghkprstuvwxzGLNORS" + "on";

    private TestCommand Test(Token first)
    {
        var words = ImmutableArray.CreateBuilder<Word>();
        var token = Condition(words, first);
        if (token.Kind != TokenKind.CloseTest) throw BadTest(token, first, "the condition ends here");
        lastEnd = token.End;
        return new TestCommand(first.Start, token.End, words.ToImmutable());
    }

    // Each of these answers the token behind what it read.
    private Token Condition(ImmutableArray<Word>.Builder words, Token first)
    {
        var token = Conjunction(words, first);
        return token.Kind == TokenKind.OrOr ? Condition(words, first) : token;
    }

    private Token Conjunction(ImmutableArray<Word>.Builder words, Token first)
    {
        var token = Term(words, first);
        return token.Kind == TokenKind.AndAnd ? Conjunction(words, first) : token;
    }

    private Token Term(ImmutableArray<Word>.Builder words, Token first)
    {
        var token = NextTest();
        if (token.Kind == TokenKind.OpenParenthesis)
        {
            var close = Condition(words, first);
            if (close.Kind != TokenKind.CloseParenthesis) throw BadTest(close, first, "')' is missing");
            return NextTest();
        }

        if (token.Kind != TokenKind.Word) throw BadTest(token, first, "a word is missing");
        var text = Plain(token);
        if (text == "!") return Term(words, first);
        if (text.Length == 2 && text[0] == '-' && Unary.Contains(text[1], StringComparison.Ordinal))
        {
            var operand = lexer.NextInTest(TestPart.Any);
            if (operand.Kind != TokenKind.Word) throw BadTest(operand, first, $"'{text}' needs a word behind it");
            words.Add(WordOf(operand));
            return NextTest();
        }

        words.Add(WordOf(token));
        var next = lexer.NextInTest(TestPart.Any);
        var part = TestPart.Any;
        if (next.Kind is TokenKind.CloseTest or TokenKind.AndAnd or TokenKind.OrOr or TokenKind.CloseParenthesis) return next;
        if (next.Kind == TokenKind.Word && Plain(next) is "=~") part = TestPart.Expression;
        else if (next.Kind == TokenKind.Word && Plain(next) is "=" or "==" or "!=" && next.Kind == TokenKind.Word) part = TestPart.Pattern;
        else if (!(next.Kind == TokenKind.Word && Binary.Contains(Plain(next))) && next.Kind is not (TokenKind.Less or TokenKind.Greater))
            throw BadTest(next, first, "a comparison is missing before it");
        var right = lexer.NextInTest(part);
        if (right.Kind != TokenKind.Word) throw BadTest(right, first, "the comparison's right side is missing");
        words.Add(WordOf(right));
        return NextTest();
    }

    private string Plain(Token token) => lexer.Text[token.Start..token.End].Replace("\\\n", "", StringComparison.Ordinal);

    private Token NextTest()
    {
        Token token;
        do token = lexer.NextInTest(TestPart.Any);
        while (token.Kind == TokenKind.Newline);
        return token;
    }

    private ShellStopped BadTest(Token token, Token first, string why) =>
        token.Kind == TokenKind.End
            ? new ShellStopped(
                new ShellProblem(first.Start, ShellProblemKind.EndsEarly, "the '[[' that begins here has no ']]'", "add ' ]]'")
            )
            : new ShellStopped(
                new ShellProblem(
                    token.Start,
                    ShellProblemKind.Conditional,
                    $"{(token.Kind == TokenKind.Newline ? "the end of the line" : $"'{Shown(token)}'")} cannot stand here in '[[ … ]]': "
                        + $"{why}",
                    "mend the condition; bash leaves out the whole rest of the script and calls it passed"
                )
            );
}

/// <summary>What the next token of <c>[[ … ]]</c> is read as.</summary>
internal enum TestPart
{
    Any,

    /// <summary>The right side of <c>==</c>, where <c>@(a|b)</c> is a pattern.</summary>
    Pattern,

    /// <summary>The right side of <c>=~</c>, where parentheses and bars belong to the word.</summary>
    Expression,
}
