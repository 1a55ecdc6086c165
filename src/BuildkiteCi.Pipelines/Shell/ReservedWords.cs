using System.Collections.Frozen;

namespace BuildkiteCi.Pipelines.Shell;

/// <summary>The words that are grammar, and the tokens behind which they are looked for (bash 5.2, parse.y:
/// reserved_word_acceptable).</summary>
internal static class ReservedWords
{
    private static readonly FrozenDictionary<string, TokenKind> Words = new Dictionary<string, TokenKind>
    {
        ["if"] = TokenKind.If,
        ["then"] = TokenKind.Then,
        ["else"] = TokenKind.Else,
        ["elif"] = TokenKind.Elif,
        ["fi"] = TokenKind.Fi,
        ["case"] = TokenKind.Case,
        ["esac"] = TokenKind.Esac,
        ["for"] = TokenKind.For,
        ["select"] = TokenKind.Select,
        ["while"] = TokenKind.While,
        ["until"] = TokenKind.Until,
        ["do"] = TokenKind.Do,
        ["done"] = TokenKind.Done,
        ["in"] = TokenKind.In,
        ["function"] = TokenKind.Function,
        ["coproc"] = TokenKind.Coproc,
        ["time"] = TokenKind.Time,
        ["{"] = TokenKind.OpenBrace,
        ["}"] = TokenKind.CloseBrace,
        ["!"] = TokenKind.Bang,
        ["[["] = TokenKind.OpenTest,
        ["]]"] = TokenKind.CloseTest,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, TokenKind>.AlternateLookup<ReadOnlySpan<char>> BySpan = Words.GetAlternateLookup<
        ReadOnlySpan<char>
    >();

    /// <summary>The token of a reserved word, or <see cref="TokenKind.None"/>.</summary>
    public static TokenKind Of(ReadOnlySpan<char> word) => BySpan.TryGetValue(word, out var kind) ? kind : TokenKind.None;

    /// <summary>Whether a reserved word may follow.</summary>
    public static bool MayFollow(TokenKind last, TokenKind before) =>
        last switch
        {
            TokenKind.Newline
            or TokenKind.Semicolon
            or TokenKind.OpenParenthesis
            or TokenKind.CloseParenthesis
            or TokenKind.Pipe
            or TokenKind.Ampersand
            or TokenKind.OpenBrace
            or TokenKind.CloseBrace
            or TokenKind.AndAnd
            or TokenKind.ArithmeticCommand
            or TokenKind.Bang
            or TokenKind.PipeBoth
            or TokenKind.CloseTest
            or TokenKind.Do
            or TokenKind.Done
            or TokenKind.Elif
            or TokenKind.Else
            or TokenKind.Esac
            or TokenKind.Fi
            or TokenKind.If
            or TokenKind.OrOr
            or TokenKind.DoubleSemicolon
            or TokenKind.SemicolonAnd
            or TokenKind.DoubleSemicolonAnd
            or TokenKind.Then
            or TokenKind.Time
            or TokenKind.TimeOption
            or TokenKind.TimeIgnore
            or TokenKind.Coproc
            or TokenKind.Until
            or TokenKind.While
            or TokenKind.OpenSubstitution
            or TokenKind.None => true,
            TokenKind.Word => before is TokenKind.Coproc or TokenKind.Function,
            _ => false,
        };

    /// <summary>Whether a command may begin here, so that a word with <c>=</c> is an assignment (command_token_position).</summary>
    public static bool IsCommandPosition(TokenKind last, TokenKind before) =>
        last == TokenKind.Assignment
        || last is not (TokenKind.DoubleSemicolon or TokenKind.SemicolonAnd or TokenKind.DoubleSemicolonAnd) && MayFollow(last, before);

    /// <summary>Whether <c>time</c> is the reserved word here (time_command_acceptable).</summary>
    public static bool TimeMayFollow(TokenKind last, TokenKind before) =>
        last switch
        {
            TokenKind.None or TokenKind.Semicolon or TokenKind.Newline => before != TokenKind.Pipe,
            TokenKind.AndAnd
            or TokenKind.OrOr
            or TokenKind.Ampersand
            or TokenKind.While
            or TokenKind.Do
            or TokenKind.Until
            or TokenKind.If
            or TokenKind.Then
            or TokenKind.Elif
            or TokenKind.Else
            or TokenKind.OpenBrace
            or TokenKind.OpenParenthesis
            or TokenKind.CloseParenthesis
            or TokenKind.Bang
            or TokenKind.Time or TokenKind.TimeOption or TokenKind.TimeIgnore or TokenKind.OpenSubstitution => true,
            _ => false,
        };
}
