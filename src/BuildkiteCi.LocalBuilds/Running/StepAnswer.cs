using System.Collections.Immutable;

namespace BuildkiteCi.LocalBuilds.Running;

/// <summary>The answer to a block or input step.</summary>
/// <param name="Values">The values of its fields, by their keys; null: the step is not answered.</param>
/// <param name="Missing">What is missing where it is not.</param>
public sealed record StepAnswer(ImmutableSortedDictionary<string, string>? Values, string Missing)
{
    /// <summary>The step may pass.</summary>
    public static StepAnswer Of(IEnumerable<KeyValuePair<string, string>> values) =>
        new(values.ToImmutableSortedDictionary(StringComparer.Ordinal), "");

    /// <summary>Nobody has answered.</summary>
    public static StepAnswer None(string missing) => new(null, missing);
}
