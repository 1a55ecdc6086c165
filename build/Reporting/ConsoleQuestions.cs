using BuildkiteCi.Builds.Running;
using BuildkiteCi.Builds.Running.Planning;
using Spectre.Console;

namespace Build.Reporting;

/// <summary>Answers block and input steps: as was given beforehand, else by asking whoever sits at the terminal.</summary>
/// <param name="context">The console.</param>
/// <param name="watch">Steps aside while somebody is asked.</param>
/// <param name="given">What was given beforehand.</param>
internal sealed class ConsoleQuestions(BuildContext context, RunWatch watch, GivenAnswers given) : IQuestions
{
    public async Task<StepAnswer> AskAsync(RunStep step, CancellationToken cancellationToken)
    {
        var answer = given.Answer(step);
        if (answer.Values is not null || !context.Console.Profile.Capabilities.Interactive || Console.IsInputRedirected) return answer;
        await watch.PauseAsync();
        if (!await context.Console.PromptAsync(new ConfirmationPrompt($"[bold]{Markup.Escape(step.Label)}[/]: go on?") { DefaultValue = false }, cancellationToken)) return StepAnswer.None("was answered with no");
        var values = new List<KeyValuePair<string, string>>();
        foreach (var field in step.Fields)
        {
            var value = await AskAsync(field, cancellationToken);
            if (value.Length > 0) values.Add(KeyValuePair.Create(field.Key, value));
        }

        return StepAnswer.Of(values);
    }

    private Task<string> AskAsync(AskedField field, CancellationToken cancellationToken)
    {
        var title = Markup.Escape(field.Hint is { } hint ? $"{field.Title} ({hint})" : field.Title);
        if (field.Options.IsEmpty)
        {
            var prompt = new TextPrompt<string>(title) { AllowEmpty = !field.IsRequired };
            if (field.Default is { } usual) prompt.DefaultValue(usual);
            return context.Console.PromptAsync(prompt, cancellationToken);
        }

        var choice = new SelectionPrompt<string> { Title = title, Converter = value => Markup.Escape(field.Options.First(option => option.Value == value).Label) };
        choice.AddChoices(field.Options.Select(option => option.Value));
        return context.Console.PromptAsync(choice, cancellationToken);
    }
}
