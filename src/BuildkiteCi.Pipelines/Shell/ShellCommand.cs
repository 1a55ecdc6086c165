using System.Collections.Immutable;

namespace BuildkiteCi.Pipelines.Shell;

/// <summary>A command of any kind.</summary>
public abstract record ShellCommand(int Start, int End) : ShellNode(Start, End)
{
    /// <summary>Where its output goes and its input comes from, in order.</summary>
    public ImmutableArray<Redirection> Redirections { get; init; } = [];
}

/// <summary>Commands one after the other.</summary>
/// <param name="Items">The commands with what ends each.</param>
public sealed record ShellList(int Start, int End, ImmutableArray<ListItem> Items) : ShellNode(Start, End);

/// <summary>A command of a list.</summary>
/// <param name="Command">The command.</param>
/// <param name="InBackground">Whether <c>&amp;</c> ends it, so that nobody sees its exit status.</param>
public sealed record ListItem(ShellCommand Command, bool InBackground) : ShellNode(Command.Start, Command.End);

/// <summary>A program, function or builtin with its words; or assignments alone.</summary>
/// <param name="Assignments">What precedes the command's name.</param>
/// <param name="Words">The name and the arguments; empty where there are assignments or redirections alone.</param>
public sealed record SimpleCommand(int Start, int End, ImmutableArray<Assignment> Assignments, ImmutableArray<Word> Words)
    : ShellCommand(Start, End)
{
    /// <summary>The command's name where it is known beforehand.</summary>
    public string? Name => Words.IsEmpty ? null : Words[0].Literal;
}

/// <summary>Commands joined by <c>|</c> or <c>|&amp;</c>, or one command behind <c>!</c> or <c>time</c>.</summary>
/// <param name="Commands">One or more.</param>
/// <param name="IsNegated">Whether <c>!</c> turns its exit status around.</param>
/// <param name="IsTimed">Whether <c>time</c> precedes it.</param>
public sealed record Pipeline(int Start, int End, ImmutableArray<ShellCommand> Commands, bool IsNegated, bool IsTimed)
    : ShellCommand(Start, End);

/// <summary><c>a &amp;&amp; b</c> or <c>a || b</c>.</summary>
public sealed record AndOr(int Start, int End, ShellCommand Left, bool IsAnd, ShellCommand Right) : ShellCommand(Start, End);

/// <summary><c>( … )</c> or <c>{ …; }</c>.</summary>
/// <param name="IsSubshell">Whether a shell of its own runs it.</param>
public sealed record Group(int Start, int End, ShellList Body, bool IsSubshell) : ShellCommand(Start, End);

/// <summary><c>if … then … elif … else … fi</c>.</summary>
/// <param name="Branches">Conditions with what follows them.</param>
/// <param name="Else">What runs where none holds.</param>
public sealed record If(int Start, int End, ImmutableArray<IfBranch> Branches, ShellList? Else) : ShellCommand(Start, End);

/// <summary>A condition and what runs where it holds.</summary>
public sealed record IfBranch(ShellList Condition, ShellList Body) : ShellNode(Condition.Start, Body.End);

/// <summary><c>while</c> or <c>until</c>.</summary>
public sealed record While(int Start, int End, bool IsUntil, ShellList Condition, ShellList Body) : ShellCommand(Start, End);

/// <summary><c>for NAME in …</c> or <c>select NAME in …</c>.</summary>
/// <param name="Variable">The variable's word.</param>
/// <param name="Items">What it goes through; null: the arguments.</param>
public sealed record For(int Start, int End, bool IsSelect, Word Variable, ImmutableArray<Word>? Items, ShellList Body)
    : ShellCommand(Start, End);

/// <summary><c>for ((…; …; …))</c>.</summary>
public sealed record ArithmeticFor(int Start, int End, string Expressions, ShellList Body) : ShellCommand(Start, End);

/// <summary><c>case … in … esac</c>.</summary>
public sealed record Case(int Start, int End, Word Subject, ImmutableArray<CaseClause> Clauses) : ShellCommand(Start, End);

/// <summary>Patterns of a <c>case</c> and what follows them.</summary>
public sealed record CaseClause(int Start, int End, ImmutableArray<Word> Patterns, ShellList? Body) : ShellNode(Start, End);

/// <summary><c>((…))</c>.</summary>
public sealed record ArithmeticCommand(int Start, int End, string Expression) : ShellCommand(Start, End);

/// <summary><c>[[ … ]]</c>.</summary>
/// <param name="Words">Its words in order, without operators.</param>
public sealed record TestCommand(int Start, int End, ImmutableArray<Word> Words) : ShellCommand(Start, End);

/// <summary><c>name() …</c> or <c>function name …</c>.</summary>
public sealed record FunctionDefinition(int Start, int End, Word Name, ShellCommand Body) : ShellCommand(Start, End);

/// <summary><c>coproc …</c>.</summary>
public sealed record Coproc(int Start, int End, Word? Name, ShellCommand Body) : ShellCommand(Start, End);

/// <summary><c>NAME=value</c> before a command or alone.</summary>
/// <param name="Name">The variable.</param>
/// <param name="Value">What it is set to: the rest of the word.</param>
public sealed record Assignment(int Start, int End, string Name, Word Value) : ShellNode(Start, End);

/// <summary>A piece of a script.</summary>
/// <param name="Start">Index of its first character in the script's text.</param>
/// <param name="End">Index behind its last character.</param>
public abstract record ShellNode(int Start, int End);
