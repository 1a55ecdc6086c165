namespace BuildkiteCi.Pipelines.Shell;

/// <summary>A token and where it is.</summary>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
internal readonly record struct Token(TokenKind Kind, int Start, int End)
{
    /// <summary>Whether it is a word that the shell passes on or looks up.</summary>
    public bool IsWord => Kind is TokenKind.Word or TokenKind.Assignment;
}

/// <summary>Bash's tokens.</summary>
internal enum TokenKind
{
    None,
    End,
    Newline,
    Word,
    Assignment,
    Number,
    RedirectWord,

    If,
    Then,
    Else,
    Elif,
    Fi,
    Case,
    Esac,
    For,
    Select,
    While,
    Until,
    Do,
    Done,
    In,
    Function,
    Coproc,
    Time,
    TimeOption,
    TimeIgnore,
    Bang,
    OpenBrace,
    CloseBrace,
    OpenTest,
    CloseTest,

    ArithmeticCommand,
    ArithmeticFor,

    AndAnd,
    OrOr,
    Pipe,
    PipeBoth,
    Semicolon,
    DoubleSemicolon,
    SemicolonAnd,
    DoubleSemicolonAnd,
    Ampersand,
    OpenParenthesis,
    CloseParenthesis,

    Less,
    Greater,
    Append,
    HereDocument,
    HereDocumentTabs,
    HereString,
    LessAnd,
    GreaterAnd,
    LessGreater,
    Clobber,
    AndGreater,
    AndAppend,
    Dash,

    OpenSubstitution,
}
