using Build.Terminal;
using BuildkiteCi.Core.Text;
using BuildkiteCi.LocalBuilds.Running;
using BuildkiteCi.LocalBuilds.Running.Planning;

namespace Build.Reporting;

/// <summary>Answers block and input steps: with what was given beforehand, else by asking at the terminal.</summary>
/// <param name="context">The console.</param>
/// <param name="watch">Steps aside while somebody is asked.</param>
/// <param name="given">What was given beforehand.</param>
internal sealed class ConsoleQuestions(BuildContext context, RunWatch watch, GivenAnswers given) : IQuestions
{
    private readonly Questions questions = new(context.Console);

    public StepAnswer Given(RunStep step) => given.Given(step);

    public async Task<StepAnswer> AskAsync(RunStep step, CancellationToken cancellationToken)
    {
        var answer = given.Given(step);
        if (answer.Values is not null || !context.Console.Profile.Capabilities.Interactive || Console.IsInputRedirected) return answer;
        await watch.PauseAsync();
        if (step.Prompt is { } prompt) context.Say(prompt);
        foreach (var field in step.Fields) context.Say($"  {field.Describe()}");
        if (!await questions.ConfirmAsync($"{step.Shown}: go on?", usual: false, cancellationToken))
            return StepAnswer.None("was answered with no");
        var values = new List<KeyValuePair<string, string>>();
        foreach (var field in step.Fields)
        {
            var value = await AskAsync(field, cancellationToken);
            values.Add(KeyValuePair.Create(field.Key, value));
        }

        return StepAnswer.Of(values);
    }

    private async Task<string> AskAsync(AskedField field, CancellationToken cancellationToken)
    {
        var (title, hint) = (VisibleText.Of(field.Title), VisibleText.Of(field.Hint ?? ""));
        if (field.Options.IsEmpty) return await questions.TextAsync(title, hint, Problem, cancellationToken, field.Default ?? "");
        var usual = field.Default?.Split('\n') ?? [];
        if (field.TakesSeveral)
        {
            var choices = field.Options.Select(option => (VisibleText.Of(option.Label), option.Value, usual.Contains(option.Value)));
            return string.Join('\n', await questions.ChooseSeveralAsync(title, hint, choices, field.IsRequired, cancellationToken));
        }

        (string, string)[] nothing = field.IsRequired ? [] : [("nothing", "")];
        // The cursor begins at the first one.
        var options = field
            .Options.OrderBy(option => !usual.Contains(option.Value))
            .Select(option => (VisibleText.Of(option.Label), option.Value));
        return await questions.ChooseAsync(
            title,
            hint,
            usual.Length > 0 ? options.Concat(nothing) : nothing.Concat(options),
            cancellationToken
        );

        string? Problem(string value) => field.Problem(value) is { } problem ? $"it {problem}" : null;
    }
}
