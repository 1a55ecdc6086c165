using System.Collections.Immutable;
using BuildkiteCi.LocalBuilds.Running.Planning;

namespace BuildkiteCi.LocalBuilds.Running;

/// <summary>
/// Answers that were given beforehand (<c>--answer KEY=VALUE</c>). The key of a step, or its label, lets it pass; the key of a field gives
/// that field its value; of a field that takes several, they are separated by commas.
/// </summary>
/// <param name="given">Values by key.</param>
public sealed class GivenAnswers(IReadOnlyDictionary<string, string> given) : IQuestions
{
    private static readonly ImmutableArray<string> No = ["no", "false", "0"];

    /// <inheritdoc/>
    public Task<StepAnswer> AskAsync(RunStep step, CancellationToken cancellationToken) => Task.FromResult(Given(step));

    /// <inheritdoc/>
    public StepAnswer Given(RunStep step)
    {
        var name = step.Plan.Key?.Text ?? step.Label;
        var passes = given.GetValueOrDefault(name) ?? given.GetValueOrDefault(step.Label);
        if (passes is not null && No.Contains(passes, StringComparer.OrdinalIgnoreCase))
            return StepAnswer.None($"'{name}' was answered with '{passes}'");
        if (passes is null && !step.Fields.Any(field => given.ContainsKey(field.Key)))
            return StepAnswer.None(step.Fields.IsEmpty ? $"answer it with '{name}=yes'" : $"answer it with '{step.Fields[0].Key}=…'");

        var values = new List<KeyValuePair<string, string>>();
        foreach (var field in step.Fields)
        {
            var value = given.GetValueOrDefault(field.Key) is { } text ? Written(field, text) : field.Default ?? "";
            if (field.Problem(value) is { } problem) return StepAnswer.None($"field '{field.Key}' {problem}");
            values.Add(KeyValuePair.Create(field.Key, value));
        }

        return StepAnswer.Of(values);
    }

    // Buildkite keeps the values of such a field one a line.
    private static string Written(AskedField field, string text) =>
        field.TakesSeveral
            ? string.Join('\n', text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            : text;
}
