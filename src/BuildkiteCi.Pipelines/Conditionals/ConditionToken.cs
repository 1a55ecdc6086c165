namespace BuildkiteCi.Pipelines.Conditionals;

/// <summary>A token of a condition.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Index of its first character.</param>
/// <param name="Text">Its text; of a text the value, of a regular expression the pattern, of a bad one what is wrong.</param>
/// <param name="Flags">Of a regular expression what follows it; of a bad token what to do.</param>
internal readonly record struct ConditionToken(ConditionTokenKind Kind, int Start, string Text, string Flags = "");
