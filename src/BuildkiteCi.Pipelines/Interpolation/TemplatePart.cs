namespace BuildkiteCi.Pipelines.Interpolation;

/// <summary>A piece of a <see cref="TextTemplate"/>. The set is closed.</summary>
/// <param name="Start">Index of its first character in the whole text.</param>
/// <param name="End">Index behind its last character.</param>
public abstract record TemplatePart(int Start, int End);

/// <summary>Text that means itself, escapes already taken away.</summary>
public sealed record LiteralPart(int Start, int End, string Text) : TemplatePart(Start, End);

/// <summary>An expression over a variable.</summary>
/// <param name="Name">The variable's name.</param>
/// <param name="Start">Index of the dollar sign.</param>
/// <param name="End">Index behind the expression.</param>
public abstract record VariablePart(int Start, int End, string Name) : TemplatePart(Start, End);

/// <summary><c>$NAME</c> or <c>${NAME}</c>: the value, empty where unset.</summary>
public sealed record ValuePart(int Start, int End, string Name) : VariablePart(Start, End, Name);

/// <summary><c>${NAME-text}</c>, or <c>${NAME:-text}</c>: the text where the variable is unset, or <paramref name="AlsoEmpty"/>
/// empty.</summary>
public sealed record DefaultPart(int Start, int End, string Name, TextTemplate Default, bool AlsoEmpty) : VariablePart(Start, End, Name);

/// <summary><c>${NAME?text}</c>: an error with the text where the variable is unset.</summary>
public sealed record RequiredPart(int Start, int End, string Name, TextTemplate Message) : VariablePart(Start, End, Name);

/// <summary><c>${NAME:offset}</c> or <c>${NAME:offset:length}</c>: a part of the value, counted in bytes of UTF-8; negative counts from the
/// end.</summary>
public sealed record SubstringPart(int Start, int End, string Name, long Offset, long? Length) : VariablePart(Start, End, Name);
