using System.Text.RegularExpressions;

namespace BuildkiteCi.Pipelines.Conditionals;

/// <summary>A part of a condition, as parsed. The kinds are a closed set.</summary>
/// <param name="Start">Index of its first character in the text.</param>
public abstract record Condition(int Start);

/// <summary>A value written out: <c>'main'</c>, <c>12</c>, <c>true</c>, <c>null</c>.</summary>
public sealed record ValueCondition(int Start, ConditionValue Value) : Condition(Start);

/// <summary>A variable: <c>build.branch</c>.</summary>
public sealed record VariableCondition(int Start, string Name) : Condition(Start);

/// <summary>A variable of the environment: <c>build.env("NIGHTLY")</c>.</summary>
public sealed record EnvCondition(int Start, string Name) : Condition(Start);

/// <summary>A regular expression: <c>/^v[0-9]/i</c>; is allowed only behind <c>=~</c> and <c>!~</c>.</summary>
public sealed record RegexCondition(int Start, Regex Pattern) : Condition(Start);

/// <summary><c>!</c> before a condition.</summary>
public sealed record NotCondition(int Start, Condition Inner) : Condition(Start);

/// <summary>Two conditions with an operator between them.</summary>
/// <param name="Start">Index of the first character of <paramref name="Left"/>.</param>
/// <param name="Left">Left side.</param>
/// <param name="Operator">The operator.</param>
/// <param name="Right">Right side.</param>
public sealed record BinaryCondition(int Start, Condition Left, ConditionOperator Operator, Condition Right) : Condition(Start);
