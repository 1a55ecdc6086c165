using System.Text.RegularExpressions;

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
    public bool Holds(ConditionContext context) => ValueOf(Root, context).Holds;

    // A part whose value is not needed is not looked at.
    private static ConditionValue ValueOf(Condition condition, ConditionContext context) => condition switch
    {
        ValueCondition value => value.Value,
        VariableCondition variable => context.Variable(variable.Name),
        EnvCondition env => context.Env(env.Name),
        NotCondition not => ConditionValue.Of(!ValueOf(not.Inner, context).Holds),
        BinaryCondition binary => ConditionValue.Of(Holds(binary, context)),
        _ => ConditionValue.Null,
    };

    private static bool Holds(BinaryCondition binary, ConditionContext context)
    {
        var left = ValueOf(binary.Left, context);
        return binary.Operator switch
        {
            ConditionOperator.Or => left.Holds || ValueOf(binary.Right, context).Holds,
            ConditionOperator.And => left.Holds && ValueOf(binary.Right, context).Holds,
            ConditionOperator.Equal => left == ValueOf(binary.Right, context),
            ConditionOperator.NotEqual => left != ValueOf(binary.Right, context),
            ConditionOperator.Matches => Matches(left, binary.Right),
            ConditionOperator.MatchesNot => !Matches(left, binary.Right),
            _ => left is ListValue list && ValueOf(binary.Right, context) is TextValue text && list.Values.Contains(text.Value),
        };
    }

    // A pattern that takes too long to match matches nothing.
    private static bool Matches(ConditionValue left, Condition pattern)
    {
        if (left is not TextValue text || pattern is not RegexCondition regex) return false;
        try
        {
            return regex.Pattern.IsMatch(text.Value);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }
}

/// <summary>Something wrong with a condition.</summary>
/// <param name="Rule">The rule that is broken.</param>
/// <param name="Offset">Index in the text where it shows.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Fix">What to do.</param>
public sealed record ConditionProblem(Rule Rule, int Offset, string Message, string Fix);
