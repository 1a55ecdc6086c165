using System.Collections.Immutable;

namespace BuildkiteCi.Pipelines.Conditionals;

/// <summary>What a condition is judged by: the build's variables and environment.</summary>
/// <param name="Environment">What <c>build.env</c> reads, and what the variables of the build are taken from.</param>
public sealed record ConditionContext(ImmutableDictionary<string, string> Environment)
{
    /// <summary>Variables that the environment does not tell: <c>build.state</c>, <c>step.outcome</c>; they win over it.</summary>
    public ImmutableDictionary<string, ConditionValue> Variables { get; init; } = ImmutableDictionary<string, ConditionValue>.Empty;

    /// <summary>The value of a variable; null where nothing tells it.</summary>
    internal ConditionValue Variable(string name) =>
        Variables.TryGetValue(name, out var value) ? value : ConditionVariables.Read(name, Environment.GetValueOrDefault);

    /// <summary>The value of <c>build.env("NAME")</c>.</summary>
    internal ConditionValue Env(string name) => ConditionValue.Of(Environment.GetValueOrDefault(name));
}
