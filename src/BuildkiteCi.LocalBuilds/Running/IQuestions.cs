using System.Collections.Immutable;
using BuildkiteCi.LocalBuilds.Running.Planning;

namespace BuildkiteCi.LocalBuilds.Running;

/// <summary>Answers block and input steps.</summary>
public interface IQuestions
{
    /// <summary>The answer as far as it was given beforehand, without asking anybody.</summary>
    StepAnswer Given(RunStep step);

    /// <summary>Asks for the answer to a step; called only while nothing else of the build can go on.</summary>
    Task<StepAnswer> AskAsync(RunStep step, CancellationToken cancellationToken);
}

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
