using System.Text.RegularExpressions;

namespace BuildkiteCi.Pipelines.Conditionals;

/// <summary>Finds a condition's value.</summary>
internal static class ConditionEvaluation
{
    /// <summary>The value; a part whose value is not needed is not looked at.</summary>
    public static ConditionValue Of(Condition condition, ConditionContext context) => condition switch
    {
        ValueCondition value => value.Value,
        VariableCondition variable => context.Variable(variable.Name),
        EnvCondition env => context.Env(env.Name),
        NotCondition not => ConditionValue.Of(!Of(not.Inner, context).Holds),
        BinaryCondition binary => ConditionValue.Of(Holds(binary, context)),
        _ => ConditionValue.Null,
    };

    private static bool Holds(BinaryCondition binary, ConditionContext context)
    {
        var left = Of(binary.Left, context);
        return binary.Operator switch
        {
            ConditionOperator.Or => left.Holds || Of(binary.Right, context).Holds,
            ConditionOperator.And => left.Holds && Of(binary.Right, context).Holds,
            ConditionOperator.Equal => left == Of(binary.Right, context),
            ConditionOperator.NotEqual => left != Of(binary.Right, context),
            ConditionOperator.Matches => Matches(left, binary.Right),
            ConditionOperator.MatchesNot => !Matches(left, binary.Right),
            _ => left is ListValue list && Of(binary.Right, context) is TextValue text && list.Values.Contains(text.Value),
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
