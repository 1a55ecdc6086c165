using System.Collections.Immutable;

namespace BuildkiteCi.Pipelines.Shell;

/// <summary>A part of a word.</summary>
public abstract record WordPart(int Start, int End) : ShellNode(Start, End);

/// <summary>Text that means itself.</summary>
/// <param name="Value">The text without quotes and escapes.</param>
/// <param name="IsQuoted">Whether it is in single quotes, in <c>$'…'</c>, or escaped.</param>
/// <param name="IsPattern">Whether it holds <c>*</c>, <c>?</c>, <c>[…]</c>, <c>{a,b}</c> or a leading <c>~</c>, which the shell
/// replaces.</param>
public sealed record LiteralText(int Start, int End, string Value, bool IsQuoted, bool IsPattern) : WordPart(Start, End);

/// <summary>Text in double quotes.</summary>
public sealed record QuotedText(int Start, int End, ImmutableArray<WordPart> Parts) : WordPart(Start, End);

/// <summary><c>$NAME</c> or <c>${NAME…}</c>.</summary>
/// <param name="Name">The variable, or <c>1</c>, <c>@</c>, <c>?</c>, …</param>
/// <param name="Operator">What follows the name within the braces up to its argument: <c>:-</c>, <c>#</c>, …; empty where nothing
/// does.</param>
/// <param name="Argument">What the operator is applied with, as it is written.</param>
/// <param name="IsQuoted">Whether it is in double quotes.</param>
public sealed record ParameterExpansion(int Start, int End, string Name, string Operator, string Argument, bool IsQuoted)
    : WordPart(Start, End);

/// <summary><c>$(…)</c> or backquotes.</summary>
/// <param name="Body">The commands; null within backquotes and where bash reads it only when the script runs.</param>
/// <param name="IsQuoted">Whether it is in double quotes.</param>
public sealed record CommandSubstitution(int Start, int End, ShellList? Body, bool IsQuoted) : WordPart(Start, End);

/// <summary><c>&lt;(…)</c> or <c>&gt;(…)</c>.</summary>
public sealed record ProcessSubstitution(int Start, int End, ShellList? Body) : WordPart(Start, End);

/// <summary><c>$((…))</c> or <c>$[…]</c>.</summary>
/// <param name="Expression">The expression as it is written.</param>
public sealed record ArithmeticExpansion(int Start, int End, string Expression) : WordPart(Start, End);

/// <summary>The list of <c>name=(…)</c>.</summary>
public sealed record ArrayList(int Start, int End, ImmutableArray<Word> Items) : WordPart(Start, End);
