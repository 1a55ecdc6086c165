using System.Collections.Frozen;

namespace BuildkiteCi.Pipelines.Shell;

/// <summary>Words, quotes and brackets.</summary>
internal sealed partial class ShellLexer
{
    // declare x=(1 2): builtins that take compound assignments as arguments (builtins/mkbuiltins.c).
    private static readonly FrozenSet<string> AssignmentBuiltins = FrozenSet.Create(
        StringComparer.Ordinal, "alias", "declare", "export", "local", "readonly", "typeset", "eval", "let");

    private static bool IsBreak(int character) => character is ' ' or '\t' or '\n' or '(' or ')' or '<' or '>' or ';' or '&' or '|';

    private Token Word(int character, int start)
    {
        var digits = true;
        var quoted = false;
        var dollar = false;
        var compound = false;
        var length = 0;
        while (true)
        {
            if (character == EndOfText) break;
            var at = position - 1;
            if (character == '\\')
            {
                var peek = Get(joinLines: false);
                if (peek != '\n')
                {
                    quoted = true;
                    digits = false;
                    length++;
                    if (peek != EndOfText) length++;
                }

                character = Get(joinLines: true);
                continue;
            }

            if (character is '\'' or '"' or '`')
            {
                MatchedPair(character, (char)character, (char)character, character == '`' ? PairRules.Command : PairRules.None, at);
                digits = false;
                quoted = true;
            }
            else if (state.Expression && character is '(')
            {
                MatchedPair(0, '(', ')', PairRules.None, at);
                digits = false;
            }
            else if (state.Expression && character is '|')
            {
                digits = false;
            }
            else if ((extendedGlob || state.Pattern) && character is '?' or '*' or '+' or '@' or '!' && Peek() == '(')
            {
                var open = position;
                position++;
                MatchedPair(0, '(', ')', PairRules.None, open);
                digits = false;
            }
            else if (character is '$' or '<' or '>' && Expansion(character, ref quoted, ref dollar))
            {
                digits = false;
            }
            else if (character == '[' && (length > 0 && IsAssignmentPosition && IsName(start, at) || length == 0 && state.InArray))
            {
                MatchedPair(0, '[', ']', PairRules.Index, at);
                digits = false;
            }
            else if (
                character == '='
                && length > 0
                && (IsAssignmentPosition || state.AssignmentBuiltin)
                && IsAssignment(start, at)
                && Peek() == '('
            )
            {
                position++;
                CompoundAssignment();
                compound = true;
                digits = false;
            }
            else if (IsBreak(character))
            {
                Unget(character);
                break;
            }
            else
            {
                digits &= char.IsAsciiDigit((char)character);
                dollar |= character == '$';
            }

            length++;
            character = Get(joinLines: true);
        }

        return Finish(new Token(TokenKind.Word, start, position), character, digits && length > 0, quoted || compound, dollar);
    }

    private bool IsAssignmentPosition =>
        !state.CasePattern
        && (
            ReservedWords.IsCommandPosition(state.Last, state.Before)
            || state.AfterRedirection && state.Last is TokenKind.Word or TokenKind.Number or TokenKind.Dash
        );

    private int Peek()
    {
        var next = Get(joinLines: true);
        Unget(next);
        return next;
    }

    // $(…), ${…}, $[…], <(…), >(…), $'…', $"…", $$
    private bool Expansion(int character, ref bool quoted, ref bool dollar)
    {
        var at = position - 1;
        var next = Get(joinLines: true);
        switch (next)
        {
            case '(':
                Substitution(position - 1);
                dollar = true;
                return true;
            case '{' when character == '$':
                MatchedPair(0, '{', '}', PairRules.FirstClose | PairRules.Parameter, at);
                dollar = true;
                return true;
            case '[' when character == '$':
                MatchedPair(0, '[', ']', PairRules.Arithmetic, at);
                dollar = true;
                return true;
            case '\'' or '"' when character == '$':
                MatchedPair(next, (char)next, (char)next, next == '\'' ? PairRules.Escapes : PairRules.None, at);
                quoted = true;
                return true;
            case '$' when character == '$':
                dollar = true;
                return true;
            default:
                Unget(next);
                return false;
        }
    }

    private Token Finish(Token word, int delimiter, bool digits, bool quoted, bool dollar)
    {
        if (digits && (delimiter is '<' or '>' || state.Last is TokenKind.LessAnd or TokenKind.GreaterAnd))
            return word with { Kind = TokenKind.Number };
        var written = Joined(word.Start, word.End);
        if (SpecialCase(written) is { } special) return word with { Kind = special };
        if (!quoted && !dollar && ReservedWords.MayFollow(state.Last, state.Before) && Reserved(written) is { } reserved)
            return word with { Kind = reserved };

        var kind = TokenKind.Word;
        if ((IsAssignmentPosition || state.InArray) && AssignmentLength(written) > 0) kind = TokenKind.Assignment;
        if (
            ReservedWords.IsCommandPosition(state.Last, state.Before)
            && AssignmentBuiltins.GetAlternateLookup<ReadOnlySpan<char>>().Contains(written)
        )
            state.AssignmentBuiltin = true;
        if (written is ['{', .. var inner, '}'] && delimiter is '<' or '>' && IsRedirectName(inner))
            return word with { Kind = TokenKind.RedirectWord };
        if (state.Last is TokenKind.Case or TokenKind.For or TokenKind.Select) state.ExpectedIns++;
        return word with { Kind = kind };
    }

    // Words that are reserved at one place only (special_case_tokens).
    private TokenKind? SpecialCase(ReadOnlySpan<char> word)
    {
        if (state.InTest && word is "]]") return TokenKind.CloseTest;
        var behindName = state.Last == TokenKind.Word && state.Before is TokenKind.For or TokenKind.Select;
        if (
            word is "in"
            && (
                behindName
                || state.Last == TokenKind.Word && state.Before == TokenKind.Case
                || state.ExpectedIns > 0 && state.Last is TokenKind.Word or TokenKind.Newline
            )
        )
        {
            if (state.Before == TokenKind.Case || !behindName && state.InCase)
            {
                state.CasePattern = true;
                state.ExpectedEsacs++;
            }

            if (state.ExpectedIns > 0) state.ExpectedIns--;
            return TokenKind.In;
        }

        if (word is "do" && state.ExpectedIns > 0 && state.Last is TokenKind.Newline or TokenKind.Semicolon)
        {
            state.ExpectedIns--;
            return TokenKind.Do;
        }

        if (word is "do" && behindName) return TokenKind.Do;
        if (state.ExpectedEsacs > 0 && state.Last == TokenKind.In && word is "esac")
        {
            state.ExpectedEsacs--;
            state.CasePattern = false;
            return TokenKind.Esac;
        }

        if (state.Last == TokenKind.ArithmeticFor && word is "do") return TokenKind.Do;
        if (state.Last == TokenKind.ArithmeticFor && word is "{")
        {
            state.OpenBraces++;
            return TokenKind.OpenBrace;
        }

        if (state.OpenBraces > 0 && word is "}" && ReservedWords.MayFollow(state.Last, state.Before))
        {
            state.OpenBraces--;
            return TokenKind.CloseBrace;
        }

        if (state.Last == TokenKind.Time && word is "-p") return TokenKind.TimeOption;
        if (state.Last is TokenKind.Time or TokenKind.TimeOption && word is "--") return TokenKind.TimeIgnore;
        return null;
    }

    private TokenKind? Reserved(ReadOnlySpan<char> word)
    {
        var kind = ReservedWords.Of(word);
        if (kind == TokenKind.None || state.CasePattern && kind != TokenKind.Esac) return null;
        if (kind == TokenKind.Time && !ReservedWords.TimeMayFollow(state.Last, state.Before)) return null;
        if (state.CasePattern && state.Last is TokenKind.Pipe or TokenKind.OpenParenthesis) return null;
        switch (kind)
        {
            case TokenKind.Case:
                state.InCase = true;
                break;
            case TokenKind.Esac:
                state.CasePattern = state.InCase = false;
                state.ExpectedEsacs--;
                break;
            case TokenKind.OpenBrace:
                state.OpenBraces++;
                break;
            case TokenKind.CloseBrace when state.OpenBraces > 0:
                state.OpenBraces--;
                break;
        }

        return kind;
    }

    private string Joined(int start, int end) => text[start..end].Replace("\\\n", "", StringComparison.Ordinal);

    private bool IsName(int start, int end) => NameLength(Joined(start, end)) == Joined(start, end).Length && end > start;

    // name, name[index], with or without + before the =
    private bool IsAssignment(int start, int at) => AssignmentLength(Joined(start, at) + "=") == Joined(start, at).Length + 1;

    private static bool IsRedirectName(ReadOnlySpan<char> name)
    {
        var length = NameLength(name);
        return length > 0 && (length == name.Length || name[length] == '[' && name[^1] == ']' && name.Length > length + 2);
    }

    private static int NameLength(ReadOnlySpan<char> word)
    {
        if (word.IsEmpty || !(char.IsAsciiLetter(word[0]) || word[0] == '_')) return 0;
        var length = 1;
        while (length < word.Length && (char.IsAsciiLetterOrDigit(word[length]) || word[length] == '_')) length++;
        return length;
    }

    /// <summary>The length of <c>name=</c>, <c>name+=</c>, <c>name[index]=</c> at the start of a word; 0 where there is none.</summary>
    internal static int AssignmentLength(ReadOnlySpan<char> word)
    {
        var at = NameLength(word);
        if (at == 0 || at == word.Length) return 0;
        if (word[at] == '[')
        {
            var depth = 0;
            do
            {
                if (word[at] == '\\') at++;
                else if (word[at] == '[') depth++;
                else if (word[at] == ']') depth--;
                at++;
            }
            while (depth > 0 && at < word.Length);
            if (depth > 0) return 0;
        }

        if (at < word.Length && word[at] == '+') at++;
        return at < word.Length && word[at] == '=' ? at + 1 : 0;
    }

    // x=( … ): words, in which nothing is reserved (parse_compound_assignment). Called behind the parenthesis.
    private void CompoundAssignment()
    {
        EnsureDepth(position);
        var open = position - 1;
        var before = state;
        state = before with { Last = TokenKind.Word, InArray = true, ExpectedEsacs = 0, ExpectedIns = 0 };
        while (true)
        {
            var token = Read();
            if (token.Kind == TokenKind.CloseParenthesis) break;
            if (token.Kind == TokenKind.End) throw Unclosed(open, "the list that '=(' opens", ')');
            if (token.Kind != TokenKind.Newline && !token.IsWord)
                throw Unexpected(token.Start, text[token.Start..token.End], "put it in quotes, or close the list before it");
        }

        state = before;
    }

    private void Substitution(int open)
    {
        EnsureDepth(open);
        if (Peek() == '(')
        {
            // $(( is arithmetic where it can be; otherwise bash only counts the parentheses and looks again when the script runs.
            MatchedPair(0, '(', ')', PairRules.Arithmetic, open);
            return;
        }

        var before = state;
        var waiting = pending.ToArray();
        pending.Clear();
        state = State.Initial with { Current = TokenKind.OpenSubstitution, InSubstitution = true };
        substitutions[open] = new ShellGrammar(this).Substitution(open);
        ReadHereDocumentsOfNextLine();
        state = before;
        pending.AddRange(waiting);
    }

    // parse_matched_pair. Called behind the opening character; ends behind the closing one.
    private void MatchedPair(int quote, char open, char close, PairRules rules, int start)
    {
        EnsureDepth(start);
        var depth = 1;
        var escaped = false;
        var afterDollar = false;
        var afterArrow = false;
        var inherited = quote == '"' ? PairRules.InDoubleQuotes : rules & PairRules.InDoubleQuotes;
        while (true)
        {
            var character = Get(joinLines: quote != '\'' && !escaped);
            if (character == EndOfText) throw Unclosed(start, Opening(start, open), close);
            if (escaped)
            {
                escaped = afterDollar = afterArrow = false;
                continue;
            }

            if (character == close) depth--;
            else if (open != close && afterDollar && open == '{' && character == open) depth++;
            else if (!rules.HasFlag(PairRules.FirstClose) && character == open) depth++;
            if (depth == 0) return;

            if (open == '\'')
            {
                escaped = rules.HasFlag(PairRules.Escapes) && character == '\\';
                continue;
            }

            escaped = character == '\\';
            var dollarBefore = afterDollar;
            afterDollar = character == '$' && !dollarBefore;
            var arrowBefore = afterArrow;
            afterArrow = character is '<' or '>' && !arrowBefore;
            var at = position - 1;
            if (open != close)
            {
                if (character is '\'' or '"' or '`')
                    MatchedPair(
                        character,
                        (char)character,
                        (char)character,
                        inherited | (dollarBefore && character == '\'' ? PairRules.Escapes : PairRules.None),
                        at
                    );
                else if (
                    dollarBefore
                    && character is '(' or '{' or '['
                    && (rules & (PairRules.Index | PairRules.Parameter | PairRules.Arithmetic)) != PairRules.None
                )
                    Dollar(character, at, ref depth, open, inherited);
                else if (arrowBefore && character == '(' && (rules & (PairRules.Index | PairRules.Parameter)) != PairRules.None)
                    Dollar(character, at, ref depth, open, inherited);
            }
            else if (open == '"' && character == '`')
            {
                MatchedPair(0, '`', '`', inherited, at);
            }
            else if (open != '`' && dollarBefore && character is '(' or '{' or '[')
            {
                Dollar(character, at, ref depth, open, inherited);
            }
        }
    }

    private void Dollar(int character, int at, ref int depth, char open, PairRules inherited)
    {
        if (open == character) depth--;
        if (character == '(') Substitution(at);
        else if (character == '{') MatchedPair(0, '{', '}', PairRules.FirstClose | PairRules.Parameter | inherited, at - 1);
        else MatchedPair(0, '[', ']', PairRules.Arithmetic | inherited, at - 1);
    }

    private static string Opening(int start, char open) => open switch
    {
        '\'' => "the single quote that opens here",
        '"' => "the double quote that opens here",
        '`' => "the backquote that opens here",
        '{' => "'${'",
        _ => $"'{open}'",
    };
}
