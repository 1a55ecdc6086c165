namespace BuildkiteCi.Pipelines.Conditionals;

/// <summary>Something wrong with a condition.</summary>
/// <param name="Rule">The rule that is broken.</param>
/// <param name="Offset">Index in the text where it shows.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Fix">What to do.</param>
public sealed record ConditionProblem(Rule Rule, int Offset, string Message, string Fix);
