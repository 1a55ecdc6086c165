using System.Runtime.CompilerServices;

namespace BuildkiteCi.Pipelines.Shell;

/// <summary>
/// Cuts a script into bash's tokens. What a token is depends on those before it, so this follows bash's own reader (5.2, parse.y:
/// read_token, read_token_word, parse_matched_pair) step by step; its names are given where they help. Command substitutions are read by
/// the grammar.
/// </summary>
internal sealed partial class ShellLexer(string text, bool extendedGlob)
{
    private const int EndOfText = -1;

    private readonly List<PendingHereDocument> pending = [];
    private readonly Dictionary<int, ShellList> substitutions = [];
    private readonly Dictionary<int, int> jumps = [];
    private State state = State.Initial;
    private int position;

    /// <summary>The whole script.</summary>
    public string Text => text;

    /// <summary>The commands of each <c>$(…)</c>, <c>&lt;(…)</c> and <c>&gt;(…)</c>, by the index of its <c>(</c>.</summary>
    public IReadOnlyDictionary<int, ShellList> Substitutions => substitutions;

    /// <summary>How far the text has been read.</summary>
    public int Position => position;

    /// <summary>Whether redirections have begun a simple command, behind which an assignment may still stand (PST_REDIRLIST).</summary>
    public bool AfterLeadingRedirection { get => state.AfterRedirection; set => state.AfterRedirection = value; }

    /// <summary>The next token (yylex).</summary>
    public Token Next()
    {
        state.Before = state.Last;
        state.Last = state.Current;
        var token = Read();
        state.Current = token.Kind;
        return token;
    }

    /// <summary>A token within <c>[[ … ]]</c>, where no word but <c>]]</c> is reserved.</summary>
    public Token NextInTest(TestPart part)
    {
        var before = state;
        state.Last = TokenKind.OpenTest;
        state.InTest = true;
        state.Pattern = part == TestPart.Pattern;
        state.Expression = part == TestPart.Expression;
        var token = Read();
        state.Last = before.Last;
        state.InTest = state.Pattern = state.Expression = false;
        if (token.Kind == TokenKind.CloseTest) state.Current = TokenKind.CloseTest;
        return token;
    }

    /// <summary>Takes down that a here-document's text begins behind the next line break.</summary>
    public void Await(PendingHereDocument document) => pending.Add(document);

    private int Get(bool joinLines)
    {
        while (true)
        {
            if (jumps.Count > 0 && jumps.TryGetValue(position, out var behind)) position = behind;
            if (position >= text.Length) return EndOfText;
            var character = text[position++];
            if (!joinLines || character != '\\' || position >= text.Length || text[position] != '\n') return character;
            position++;
        }
    }

    private void Unget(int character)
    {
        if (character != EndOfText) position--;
    }

    private Token Read()
    {
        int character;
        do character = Get(joinLines: true);
        while (character is ' ' or '\t');
        var start = character == EndOfText ? position : position - 1;
        if (character == EndOfText || character == '\\' && position == text.Length) return new Token(TokenKind.End, start, start);
        if (character == '#')
        {
            var end = text.IndexOf('\n', position);
            position = end < 0 ? text.Length : end + 1;
            start = position - 1;
            character = '\n';
        }

        if (character == '\n')
        {
            ReadHereDocuments();
            state.AssignmentBuiltin = false;
            return new Token(TokenKind.Newline, start, start + 1);
        }

        if (!state.Expression)
        {
            if (character is '&' or '|' or ';' or '(' or ')' or '<' or '>')
            {
                if (Operator(character, start) is { } found) return found;
            }
            else if (character == '-' && state.Last is TokenKind.LessAnd or TokenKind.GreaterAnd)
            {
                return new Token(TokenKind.Dash, start, position);
            }
        }

        return Word(character, start);
    }

    // Null: the start of a process substitution, which is a word.
    private Token? Operator(int character, int start)
    {
        state.AssignmentBuiltin = false;
        var next = Get(joinLines: !(state.InSubstitution && character == ')'));
        Token Found(TokenKind kind) => new(kind, start, position);
        if (character == next)
        {
            switch (character)
            {
                case '<':
                    next = Get(joinLines: true);
                    if (next == '-') return Found(TokenKind.HereDocumentTabs);
                    if (next == '<') return Found(TokenKind.HereString);
                    Unget(next);
                    return Found(TokenKind.HereDocument);
                case '>':
                    return Found(TokenKind.Append);
                case ';':
                    state.CasePattern = true;
                    next = Get(joinLines: true);
                    if (next == '&') return Found(TokenKind.DoubleSemicolonAnd);
                    Unget(next);
                    return Found(TokenKind.DoubleSemicolon);
                case '&':
                    return Found(TokenKind.AndAnd);
                case '|':
                    return Found(TokenKind.OrOr);
                case '(' when DoubleParenthesis(start) is { } found:
                    return found;
            }
        }
        else
        {
            switch ((char)character, next)
            {
                case ('<', '&'): return Found(TokenKind.LessAnd);
                case ('>', '&'): return Found(TokenKind.GreaterAnd);
                case ('<', '>'): return Found(TokenKind.LessGreater);
                case ('>', '|'): return Found(TokenKind.Clobber);
                case ('|', '&'): return Found(TokenKind.PipeBoth);
                case ('&', '>'):
                    next = Get(joinLines: true);
                    if (next == '>') return Found(TokenKind.AndAppend);
                    Unget(next);
                    return Found(TokenKind.AndGreater);
                case (';', '&'):
                    state.CasePattern = true;
                    return Found(TokenKind.SemicolonAnd);
            }
        }

        Unget(next);
        if (character == ')' && state.CasePattern) state.CasePattern = false;
        if (character is '<' or '>' && next == '(') return null;
        return new Token(
            character switch
            {
                '&' => TokenKind.Ampersand,
                '|' => TokenKind.Pipe,
                ';' => TokenKind.Semicolon,
                '(' => TokenKind.OpenParenthesis,
                ')' => TokenKind.CloseParenthesis,
                '<' => TokenKind.Less,
                _ => TokenKind.Greater,
            },
            start,
            start + 1);
    }

    // (( … )) is arithmetic where the closing parentheses stand together, else two subshells (parse_dparen). Called behind the second one.
    private Token? DoubleParenthesis(int start)
    {
        var isFor = state.Last == TokenKind.For;
        if (!isFor && !ReservedWords.MayFollow(state.Last, state.Before)) return null;
        var before = position;
        MatchedPair('(', '(', ')', PairRules.Arithmetic, before - 1);
        var next = Get(joinLines: false);
        if (next == ')') return new Token(isFor ? TokenKind.ArithmeticFor : TokenKind.ArithmeticCommand, start, position);
        if (isFor)
        {
            throw new ShellStopped(new ShellProblem(start, ShellProblemKind.Silent, "'for ((' is not closed by '))'",
                "write for ((start; condition; step)); bash leaves out the whole rest of the script, prints nothing, and calls it passed"));
        }

        position = before;
        return null;
    }

    private void ReadHereDocuments()
    {
        foreach (var document in pending) ReadHereDocument(document);
        pending.Clear();
    }

    // Documents that a substitution opens and does not give begin in the next line; what is left of this one comes first (parse_comsub).
    private void ReadHereDocumentsOfNextLine()
    {
        if (pending.Count == 0) return;
        var here = position;
        var end = text.IndexOf('\n', position);
        position = end < 0 ? text.Length : end + 1;
        var from = position;
        ReadHereDocuments();
        if (position > from) jumps[from] = position;
        position = here;
    }

    private void ReadHereDocument(PendingHereDocument document)
    {
        var start = position;
        while (true)
        {
            if (position >= text.Length)
            {
                document.Finish(start, text.Length, closed: false);
                return;
            }

            var lineStart = position;
            var at = lineStart;
            if (document.StripTabs)
                while (at < text.Length && text[at] == '\t') at++;
            var lineEnd = EndOfLine(at, document.Quoted, out var line);
            if (line == document.Delimiter)
            {
                position = lineEnd;
                document.Finish(start, lineStart, closed: true);
                return;
            }

            // A substitution's parenthesis may follow the delimiter (make_here_document).
            if (
                state.InSubstitution
                && line.StartsWith(document.Delimiter, StringComparison.Ordinal)
                && line.IndexOf(')', document.Delimiter.Length) >= 0
            )
            {
                position = at + document.Delimiter.Length;
                document.Finish(start, lineStart, closed: true);
                return;
            }

            position = lineEnd;
        }
    }

    // In a document that the shell expands a backslash at a line's end joins the next one to it.
    private int EndOfLine(int start, bool quoted, out string line)
    {
        var at = start;
        string? joined = null;
        while (true)
        {
            var end = text.IndexOf('\n', at);
            if (end < 0) end = text.Length;
            if (quoted || end == text.Length || !EndsInBackslash(at, end))
            {
                line = joined + text[at..end];
                return Math.Min(end + 1, text.Length);
            }

            joined += text[at..(end - 1)];
            at = end + 1;
        }
    }

    private bool EndsInBackslash(int start, int end)
    {
        var count = 0;
        while (end - 1 - count >= start && text[end - 1 - count] == '\\') count++;
        return count % 2 == 1;
    }

    private static ShellStopped Unclosed(int start, string opening, char closing) => new(new ShellProblem(
        start, ShellProblemKind.Unclosed, $"{opening} is never closed", $"close it with {closing}"));

    private static ShellStopped Unexpected(int start, string what, string fix) => new(new ShellProblem(
        start, ShellProblemKind.Unexpected, $"'{what}' cannot stand here", fix));

    private static void EnsureDepth(int at)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw new ShellStopped(
                new ShellProblem(
                    at,
                    ShellProblemKind.TooDeep,
                    "the script is nested too deeply to be read",
                    "make functions of its inner parts"
                )
            );
    }

    /// <summary>What bash keeps between tokens.</summary>
    private struct State
    {
        public static readonly State Initial = new() { Last = TokenKind.Newline, Before = TokenKind.Newline, Current = TokenKind.Newline };

        public TokenKind Current;
        public TokenKind Last;
        public TokenKind Before;
        public bool InCase;
        public bool CasePattern;
        public bool AssignmentBuiltin;
        public bool AfterRedirection;
        public bool InSubstitution;
        public bool InArray;
        public bool InTest;
        public bool Pattern;
        public bool Expression;
        public int ExpectedIns;
        public int ExpectedEsacs;
        public int OpenBraces;
    }
}
