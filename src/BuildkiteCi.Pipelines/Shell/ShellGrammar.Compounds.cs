using System.Collections.Immutable;

namespace BuildkiteCi.Pipelines.Shell;

/// <summary>Compound commands.</summary>
internal sealed partial class ShellGrammar
{
    private ShellCommand CompoundCommand()
    {
        var token = Take();
        return token.Kind switch
        {
            TokenKind.If => IfCommand(token),
            TokenKind.While or TokenKind.Until => WhileCommand(token),
            TokenKind.For or TokenKind.Select => ForCommand(token),
            TokenKind.Case => CaseCommand(token),
            TokenKind.OpenBrace => Braced(token.Start),
            TokenKind.OpenParenthesis => Subshell(token),
            TokenKind.ArithmeticCommand => new ArithmeticCommand(token.Start, token.End, Inner(token)),
            _ => Test(token),
        };
    }

    private string Inner(Token arithmetic) => lexer.Text[(arithmetic.Start + 2)..(arithmetic.End - 2)];

    private Group Braced(int start)
    {
        var body = Compound();
        Expect(TokenKind.CloseBrace, "}", start, "{");
        return new Group(start, lastEnd, body, IsSubshell: false);
    }

    private Group Subshell(Token open)
    {
        var body = Compound();
        Expect(TokenKind.CloseParenthesis, ")", open.Start, "(");
        return new Group(open.Start, lastEnd, body, IsSubshell: true);
    }

    private If IfCommand(Token first)
    {
        var branches = ImmutableArray.CreateBuilder<IfBranch>();
        ShellList? otherwise = null;
        do
        {
            var condition = Compound();
            Expect(TokenKind.Then, "then", first.Start, "if");
            branches.Add(new IfBranch(condition, Compound()));
        }
        while (TakeIf(TokenKind.Elif));
        if (TakeIf(TokenKind.Else)) otherwise = Compound();
        Expect(TokenKind.Fi, "fi", first.Start, "if");
        return new If(first.Start, lastEnd, branches.ToImmutable(), otherwise);
    }

    private While WhileCommand(Token first)
    {
        var condition = Compound();
        var body = DoBody(first, lexer.Text[first.Start..first.End]);
        return new While(first.Start, lastEnd, first.Kind == TokenKind.Until, condition, body);
    }

    private ShellList DoBody(Token first, string openedBy)
    {
        Expect(TokenKind.Do, "do", first.Start, openedBy);
        var body = Compound();
        Expect(TokenKind.Done, "done", first.Start, openedBy);
        return body;
    }

    private ShellList LoopBody(Token first, string openedBy)
    {
        if (!Is(TokenKind.OpenBrace)) return DoBody(first, openedBy);
        return Braced(Take().Start).Body;
    }

    private ShellCommand ForCommand(Token first)
    {
        var openedBy = lexer.Text[first.Start..first.End];
        if (first.Kind == TokenKind.For && Is(TokenKind.ArithmeticFor))
        {
            var header = Take();
            var expressions = Inner(header);
            if (!HasThreeExpressions(expressions))
                throw new ShellStopped(
                    new ShellProblem(
                        header.Start,
                        ShellProblemKind.Unexpected,
                        "'for ((' takes three expressions",
                        "write for ((start; condition; step))"
                    )
                );
            if (Peek().Kind is TokenKind.Newline or TokenKind.Semicolon)
            {
                Take();
                NewLines();
            }

            var looped = LoopBody(first, openedBy);
            return new ArithmeticFor(first.Start, lastEnd, expressions, looped);
        }

        var name = Peek();
        if (name.Kind != TokenKind.Word) throw Unexpected(name, $"name the variable behind '{openedBy}'");
        Take();
        var variable = WordOf(name);
        ImmutableArray<Word>? items = null;
        if (TakeIf(TokenKind.Semicolon))
        {
            NewLines();
        }
        else
        {
            NewLines();
            if (TakeIf(TokenKind.In)) items = Items();
        }

        var body = LoopBody(first, openedBy);
        return new For(first.Start, lastEnd, first.Kind == TokenKind.Select, variable, items, body);
    }

    private ImmutableArray<Word> Items()
    {
        var words = ImmutableArray.CreateBuilder<Word>();
        while (Is(TokenKind.Word)) words.Add(WordOf(Take()));
        if (Peek().Kind is not (TokenKind.Newline or TokenKind.Semicolon or TokenKind.End))
            throw Unexpected(Peek(), "end the list with ';' or a line break");
        Take();
        NewLines();
        return words.ToImmutable();
    }

    // make_arith_for_expr: semicolons outside of quotes and parentheses are no matter; bash counts them all.
    private static bool HasThreeExpressions(string expressions)
    {
        var count = 1;
        var quote = '\0';
        foreach (var character in expressions)
        {
            if (quote != '\0')
            {
                if (character == quote) quote = '\0';
            }
            else if (character is '"' or '\'')
            {
                quote = character;
            }
            else if (character == ';')
            {
                count++;
            }
        }

        return count == 3;
    }

    private Case CaseCommand(Token first)
    {
        var subject = Peek();
        if (subject.Kind != TokenKind.Word) throw Unexpected(subject, "name what 'case' looks at");
        Take();
        var word = WordOf(subject);
        NewLines();
        Expect(TokenKind.In, "in", first.Start, "case");
        var clauses = ImmutableArray.CreateBuilder<CaseClause>();
        while (true)
        {
            NewLines();
            if (TakeIf(TokenKind.Esac)) break;
            if (Is(TokenKind.End)) Expect(TokenKind.Esac, "esac", first.Start, "case");
            clauses.Add(Clause(first, out var isLast));
            if (!isLast) continue;
            Expect(TokenKind.Esac, "esac", first.Start, "case");
            break;
        }

        return new Case(first.Start, lastEnd, word, clauses.ToImmutable());
    }

    private CaseClause Clause(Token first, out bool isLast)
    {
        var start = Peek().Start;
        TakeIf(TokenKind.OpenParenthesis);
        var patterns = ImmutableArray.CreateBuilder<Word>();
        do
        {
            if (!Is(TokenKind.Word)) throw Unexpected(Peek(), "write a pattern and ')'");
            patterns.Add(WordOf(Take()));
        }
        while (TakeIf(TokenKind.Pipe));
        if (!Is(TokenKind.CloseParenthesis)) throw Unexpected(Peek(), "end the pattern with ')'");
        Take();
        NewLines();
        ShellList? body = null;
        if (Peek().Kind is not (TokenKind.DoubleSemicolon or TokenKind.SemicolonAnd or TokenKind.DoubleSemicolonAnd or TokenKind.Esac))
            body = Compound();
        isLast = Peek().Kind is not (TokenKind.DoubleSemicolon or TokenKind.SemicolonAnd or TokenKind.DoubleSemicolonAnd);
        if (!isLast) Take();
        return new CaseClause(start, lastEnd, patterns.ToImmutable(), body);
    }

    private FunctionDefinition Function()
    {
        var first = Take();
        var name = Peek();
        if (name.Kind != TokenKind.Word) throw Unexpected(name, "name the function");
        Take();
        return FunctionBody(first.Start, WordOf(name), parenthesesRequired: false);
    }

    private FunctionDefinition FunctionBody(int start, Word name, bool parenthesesRequired)
    {
        if (parenthesesRequired || Is(TokenKind.OpenParenthesis))
        {
            var open = Take();
            if (!Is(TokenKind.CloseParenthesis))
            {
                // function name ( … ): a body in a subshell.
                if (parenthesesRequired)
                    throw Unexpected(parenthesesRequired ? open : Peek(), "put '(' in quotes, or close it at once for a function");
                return new FunctionDefinition(start, lastEnd, name, WithRedirections(Subshell(open)));
            }

            Take();
        }

        NewLines();
        if (!StartsCompound(Peek().Kind)) throw Unexpected(Peek(), "a function's body is { …; } or another compound command");
        var body = WithRedirections(CompoundCommand());
        return new FunctionDefinition(start, lastEnd, name, body);
    }

    private Coproc CoprocCommand()
    {
        var first = Take();
        if (StartsCompound(Peek().Kind)) return new Coproc(first.Start, lastEnd, null, WithRedirections(CompoundCommand()));
        if (!Is(TokenKind.Word)) return new Coproc(first.Start, lastEnd, null, Simple());
        var word = WordOf(Take());
        var body = StartsCompound(Peek().Kind) ? WithRedirections(CompoundCommand()) : Simple(word);
        return new Coproc(first.Start, lastEnd, body is SimpleCommand ? null : word, body);
    }
}
