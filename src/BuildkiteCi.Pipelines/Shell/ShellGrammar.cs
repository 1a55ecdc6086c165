using System.Collections.Immutable;

namespace BuildkiteCi.Pipelines.Shell;

/// <summary>
/// Bash's grammar (5.2, the rules of parse.y) by recursive descent: the same sentences with the same single token of lookahead.
/// </summary>
internal sealed partial class ShellGrammar(ShellLexer lexer)
{
    private Token current;
    private bool isRead;
    private int lastEnd;

    private Token Peek()
    {
        if (isRead) return current;
        current = lexer.Next();
        isRead = true;
        return current;
    }

    private Token Take()
    {
        var token = Peek();
        isRead = false;
        lastEnd = token.End;
        return token;
    }

    private bool Is(TokenKind kind) => Peek().Kind == kind;

    private bool TakeIf(TokenKind kind)
    {
        if (!Is(kind)) return false;
        Take();
        return true;
    }

    private Token Expect(TokenKind kind, string what, int opening, string openedBy)
    {
        var token = Peek();
        if (token.Kind == kind) return Take();
        if (token.Kind == TokenKind.End)
            throw new ShellStopped(
                new ShellProblem(opening, ShellProblemKind.EndsEarly, $"the '{openedBy}' that begins here has no '{what}'", $"add '{what}'")
            );
        throw Unexpected(token, $"'{openedBy}' needs '{what}' before it");
    }

    private void NewLines()
    {
        while (Is(TokenKind.Newline)) Take();
    }

    private ShellStopped Unexpected(Token token, string? fix = null)
    {
        if (token.Kind == TokenKind.End)
            return new ShellStopped(
                new ShellProblem(
                    token.Start,
                    ShellProblemKind.EndsEarly,
                    "the script ends where a command has to follow",
                    fix ?? "finish the command"
                )
            );
        var what = token.Kind == TokenKind.Newline ? "the end of the line" : $"'{Shown(token)}'";
        return new ShellStopped(
            new ShellProblem(
                token.Start,
                ShellProblemKind.Unexpected,
                $"{what} cannot stand here",
                fix ?? "finish the command before it, or put it in quotes"
            )
        );
    }

    private string Shown(Token token)
    {
        var text = lexer.Text[token.Start..token.End];
        return text.Length > 40 ? text[..40] + "…" : text;
    }

    /// <summary>A whole script: command by command, each up to its line's end.</summary>
    public void Script(ImmutableArray<ListItem>.Builder commands)
    {
        while (true)
        {
            if (TakeIf(TokenKind.Newline)) continue;
            if (Is(TokenKind.End)) return;
            Line(commands);
            if (Is(TokenKind.End)) return;
            if (!TakeIf(TokenKind.Newline)) throw Unexpected(Peek());
        }
    }

    // simple_list: ends at the line's end.
    private void Line(ImmutableArray<ListItem>.Builder commands)
    {
        while (true)
        {
            var command = AndOr();
            var background = Is(TokenKind.Ampersand);
            commands.Add(new ListItem(command, background));
            if (!TakeIf(TokenKind.Ampersand) && !TakeIf(TokenKind.Semicolon)) return;
            if (Peek().Kind is TokenKind.Newline or TokenKind.End) return;
        }
    }

    /// <summary>The commands of a substitution, up to its parenthesis (comsub).</summary>
    public ShellList Substitution(int open)
    {
        NewLines();
        var items = ImmutableArray.CreateBuilder<ListItem>();
        var start = Peek().Start;
        if (!Is(TokenKind.CloseParenthesis))
        {
            if (Is(TokenKind.End)) throw NeverClosed(open);
            Compound(items, open);
        }

        if (Is(TokenKind.End)) throw NeverClosed(open);
        if (!Is(TokenKind.CloseParenthesis)) throw Unexpected(Peek());
        var end = Take().Start;
        return new ShellList(start, end, items.ToImmutable());
    }

    private static ShellStopped NeverClosed(int open) =>
        new(
            new ShellProblem(
                Math.Max(open - 1, 0),
                ShellProblemKind.Unclosed,
                "the substitution that opens here is never closed",
                "close it with )"
            )
        );

    // compound_list: commands up to a word that ends the command around them.
    private ShellList Compound()
    {
        NewLines();
        var items = ImmutableArray.CreateBuilder<ListItem>();
        var start = Peek().Start;
        Compound(items, start);
        return new ShellList(start, lastEnd, items.ToImmutable());
    }

    private void Compound(ImmutableArray<ListItem>.Builder items, int start)
    {
        while (true)
        {
            var command = AndOr();
            var separator = Peek().Kind;
            items.Add(new ListItem(command, separator == TokenKind.Ampersand));
            if (separator is not (TokenKind.Ampersand or TokenKind.Semicolon or TokenKind.Newline)) return;
            var end = lastEnd;
            Take();
            NewLines();
            lastEnd = end;
            if (!StartsCommand(Peek().Kind)) return;
        }
    }

    // && and || bind alike, from the left; pipelines more tightly.
    private ShellCommand AndOr()
    {
        var left = PipelineCommand();
        while (Peek().Kind is TokenKind.AndAnd or TokenKind.OrOr)
        {
            var isAnd = Take().Kind == TokenKind.AndAnd;
            NewLines();
            var right = PipelineCommand();
            left = new AndOr(left.Start, right.End, left, isAnd, right);
        }

        return left;
    }

    private ShellCommand PipelineCommand()
    {
        var first = Peek();
        bool negated = false, timed = false, prefixed = false;
        while (true)
        {
            if (TakeIf(TokenKind.Bang))
            {
                negated = !negated;
            }
            else if (TakeIf(TokenKind.Time))
            {
                timed = true;
                TakeIf(TokenKind.TimeOption);
                TakeIf(TokenKind.TimeIgnore);
            }
            else
            {
                break;
            }

            prefixed = true;
        }

        // time and ! by themselves are a command.
        if (prefixed && Peek().Kind is TokenKind.Newline or TokenKind.Semicolon or TokenKind.End && prefixed)
            return new Pipeline(first.Start, lastEnd, [], negated, timed);
        var command = Command();
        if (Peek().Kind is not (TokenKind.Pipe or TokenKind.PipeBoth))
            return prefixed ? new Pipeline(first.Start, lastEnd, [command], negated, timed) : command;

        var commands = ImmutableArray.CreateBuilder<ShellCommand>();
        commands.Add(command);
        while (Peek().Kind is TokenKind.Pipe or TokenKind.PipeBoth)
        {
            Take();
            NewLines();
            commands.Add(Command());
        }

        return new Pipeline(first.Start, lastEnd, commands.ToImmutable(), negated, timed);
    }

    private static bool StartsCommand(TokenKind kind) =>
        kind is TokenKind.Word or TokenKind.Assignment or TokenKind.Bang or TokenKind.Time or TokenKind.Function or TokenKind.Coproc
        || StartsCompound(kind)
        || StartsRedirection(kind);

    private static bool StartsCompound(TokenKind kind) =>
        kind
            is TokenKind.If
                or TokenKind.While
                or TokenKind.Until
                or TokenKind.For
                or TokenKind.Select
                or TokenKind.Case
                or TokenKind.OpenBrace
                or TokenKind.OpenParenthesis
                or TokenKind.ArithmeticCommand
                or TokenKind.OpenTest;

    private static bool StartsRedirection(TokenKind kind) =>
        kind is TokenKind.Number or TokenKind.RedirectWord || IsRedirection(kind);

    private static bool IsRedirection(TokenKind kind) =>
        kind
            is TokenKind.Less
                or TokenKind.Greater
                or TokenKind.Append
                or TokenKind.HereDocument
                or TokenKind.HereDocumentTabs
                or TokenKind.HereString
                or TokenKind.LessAnd
                or TokenKind.GreaterAnd
                or TokenKind.LessGreater
                or TokenKind.Clobber
                or TokenKind.AndGreater
                or TokenKind.AndAppend;

    private ShellCommand Command()
    {
        var token = Peek();
        if (StartsCompound(token.Kind)) return WithRedirections(CompoundCommand());
        if (token.Kind == TokenKind.Function) return Function();
        if (token.Kind == TokenKind.Coproc) return CoprocCommand();
        return Simple();
    }

    private ShellCommand WithRedirections(ShellCommand command)
    {
        if (!StartsRedirection(Peek().Kind)) return command;
        var redirections = ImmutableArray.CreateBuilder<Redirection>();
        while (StartsRedirection(Peek().Kind)) redirections.Add(RedirectionOf());
        return command with { End = lastEnd, Redirections = redirections.ToImmutable() };
    }

    // simple_command, or a function's definition that begins like one.
    private ShellCommand Simple(Word? given = null)
    {
        var start = given?.Start ?? Peek().Start;
        var assignments = ImmutableArray.CreateBuilder<Assignment>();
        var words = ImmutableArray.CreateBuilder<Word>();
        var redirections = ImmutableArray.CreateBuilder<Redirection>();
        if (given is not null) words.Add(given);
        lexer.AfterLeadingRedirection = false;
        while (true)
        {
            var token = Peek();
            if (token.Kind == TokenKind.Word)
            {
                Take();
                lexer.AfterLeadingRedirection = false;
                words.Add(WordOf(token));
                if (words.Count == 1 && given is null && assignments.Count == 0 && redirections.Count == 0 && Is(TokenKind.OpenParenthesis))
                    return FunctionBody(start, words[0], parenthesesRequired: true);
            }
            else if (token.Kind == TokenKind.Assignment)
            {
                Take();
                lexer.AfterLeadingRedirection = false;
                if (words.Count == 0) assignments.Add(AssignmentOf(token));
                else words.Add(WordOf(token));
            }
            else if (StartsRedirection(token.Kind))
            {
                if (words.Count == 0 && assignments.Count == 0) lexer.AfterLeadingRedirection = true;
                redirections.Add(RedirectionOf());
            }
            else
            {
                break;
            }
        }

        lexer.AfterLeadingRedirection = false;
        if (words.Count == 0 && assignments.Count == 0 && redirections.Count == 0) throw Unexpected(Peek());
        return new SimpleCommand(start, lastEnd, assignments.ToImmutable(), words.ToImmutable())
        {
            Redirections = redirections.ToImmutable(),
        };
    }

    private Redirection RedirectionOf()
    {
        var start = Peek().Start;
        var descriptor = "";
        if (Peek().Kind is TokenKind.Number or TokenKind.RedirectWord)
        {
            var token = Take();
            descriptor = lexer.Text[token.Start..token.End];
            if (!IsRedirection(Peek().Kind) || Peek().Kind is TokenKind.AndGreater or TokenKind.AndAppend) throw Unexpected(Peek());
        }

        var kind = Take();
        var text = lexer.Text[kind.Start..kind.End].Replace("\\\n", "", StringComparison.Ordinal);
        var target = Peek();
        if (kind.Kind is TokenKind.LessAnd or TokenKind.GreaterAnd && target.Kind is TokenKind.Dash or TokenKind.Number)
        {
            Take();
            return new Redirection(start, lastEnd, descriptor, text, target.Kind == TokenKind.Dash ? null : WordOf(target));
        }

        if (target.Kind != TokenKind.Word)
            throw target.Kind is TokenKind.End or TokenKind.Newline
                ? new ShellStopped(
                    new ShellProblem(
                        kind.Start,
                        ShellProblemKind.Unexpected,
                        $"nothing follows '{text}'",
                        "name the file, or put it in quotes"
                    )
                )
                : Unexpected(target, $"name a file behind '{text}', or put it in quotes");
        Take();
        var word = WordOf(target);
        if (kind.Kind is not (TokenKind.HereDocument or TokenKind.HereDocumentTabs))
            return new Redirection(start, lastEnd, descriptor, text, word);

        var raw = lexer.Text[target.Start..target.End].Replace("\\\n", "", StringComparison.Ordinal);
        var quoted = raw.AsSpan().ContainsAny('\'', '"', '\\') || raw.Contains('`', StringComparison.Ordinal);
        var document = new PendingHereDocument(quoted ? Unquoted(raw) : raw, quoted, kind.Kind == TokenKind.HereDocumentTabs);
        lexer.Await(document);
        return new Redirection(start, lastEnd, descriptor, text, word, document);
    }

    // string_quote_removal: what is left of a delimiter, whose expansions are not made.
    private static string Unquoted(string raw)
    {
        var text = new System.Text.StringBuilder();
        var quote = '\0';
        for (var i = 0; i < raw.Length; i++)
        {
            var character = raw[i];
            if (quote == '\0' && character == '$' && i + 1 < raw.Length && raw[i + 1] is '\'' or '"' && quote == '\0') continue;
            if (character == '\\' && quote != '\'' && i + 1 < raw.Length)
            {
                if (quote == '"' && raw[i + 1] is not ('"' or '\\' or '$' or '`')) text.Append('\\');
                text.Append(raw[++i]);
            }
            else if (quote == '\0' && character is '\'' or '"' && quote == '\0')
            {
                quote = character;
            }
            else if (character == quote)
            {
                quote = '\0';
            }
            else
            {
                text.Append(character);
            }
        }

        return text.ToString();
    }

    private Word WordOf(Token token) => WordReader.Read(lexer.Text, token.Start, token.End, lexer.Substitutions);

    private Assignment AssignmentOf(Token token)
    {
        var text = lexer.Text[token.Start..token.End];
        var length = ShellLexer.AssignmentLength(text);
        if (length == 0) length = text.IndexOf('=') + 1;
        var name = new string([.. text.TakeWhile(character => char.IsAsciiLetterOrDigit(character) || character == '_')]);
        return new Assignment(
            token.Start,
            token.End,
            name,
            WordReader.Read(lexer.Text, token.Start + length, token.End, lexer.Substitutions)
        );
    }
}
