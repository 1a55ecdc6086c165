namespace BuildkiteCi.Pipelines.Conditionals;

/// <summary>
/// The condition of an <c>if</c>, which Buildkite judges when the step is uploaded. Source: Buildkite's documentation, "Using
/// conditionals".
/// <c>!</c> binds tightest, then the comparisons, then <c>&amp;&amp;</c>, then <c>||</c>.
/// </summary>
/// <param name="Text">As written, variables of the pipeline already put in.</param>
/// <param name="Root">As parsed.</param>
public sealed record Conditional(string Text, Condition Root)
{
    /// <summary>Understands a text, or reports what is wrong with it and where (P080 to P082).</summary>
    public static (Conditional? Conditional, ConditionProblem? Problem) Parse(string text)
    {
        var parser = new ConditionParser(text);
        return parser.Whole() is { } root ? (new Conditional(text, root), null) : (null, parser.Problem);
    }

    /// <summary>Whether the condition holds.</summary>
    public bool Holds(ConditionContext context) => ConditionEvaluation.Of(Root, context).Holds;
}

/// <summary>Something wrong with a condition.</summary>
/// <param name="Rule">The rule that is broken.</param>
/// <param name="Offset">Index in the text where it shows.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Fix">What to do.</param>
public sealed record ConditionProblem(Rule Rule, int Offset, string Message, string Fix);
