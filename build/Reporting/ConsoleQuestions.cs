using BuildkiteCi.LocalBuilds.Running;
using BuildkiteCi.LocalBuilds.Running.Planning;
using Spectre.Console;

namespace Build.Reporting;

/// <summary>Answers block and input steps: with what was given beforehand, else by asking at the terminal.</summary>
/// <param name="context">The console.</param>
/// <param name="watch">Steps aside while somebody is asked.</param>
/// <param name="given">What was given beforehand.</param>
internal sealed class ConsoleQuestions(BuildContext context, RunWatch watch, GivenAnswers given) : IQuestions
{
    public StepAnswer Given(RunStep step) => given.Given(step);

    public async Task<StepAnswer> AskAsync(RunStep step, CancellationToken cancellationToken)
    {
        var answer = given.Given(step);
        if (answer.Values is not null || !context.Console.Profile.Capabilities.Interactive || Console.IsInputRedirected) return answer;
        await watch.PauseAsync();
        if (step.Prompt is { } prompt) context.Console.WriteLine(prompt);
        foreach (var field in step.Fields) context.Console.WriteLine($"  {field.Describe()}");
        if (!await context.Console.PromptAsync(new ConfirmationPrompt($"[bold]{Markup.Escape(step.Shown)}[/]: go on?") { DefaultValue = false }, cancellationToken)) return StepAnswer.None("was answered with no");
        var values = new List<KeyValuePair<string, string>>();
        foreach (var field in step.Fields)
        {
            var value = await AskAsync(field, cancellationToken);
            values.Add(KeyValuePair.Create(field.Key, value));
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
            prompt.Validator = value => field.Problem(value) is { } problem ? ValidationResult.Error(Markup.Escape($"It {problem}")) : ValidationResult.Success();
            return context.Console.PromptAsync(prompt, cancellationToken);
        }

        return field.TakesSeveral ? SeveralAsync(field, title, cancellationToken) : OneAsync(field, title, cancellationToken);
    }

    private Task<string> OneAsync(AskedField field, string title, CancellationToken cancellationToken)
    {
        var choice = new SelectionPrompt<string> { Title = title, Converter = value => Label(field, value) };
        if (!field.IsRequired) choice.AddChoice("");
        // The cursor begins at the first one.
        choice.AddChoices(field.Options.Select(option => option.Value).OrderBy(value => value != field.Default));
        return context.Console.PromptAsync(choice, cancellationToken);
    }

    private async Task<string> SeveralAsync(AskedField field, string title, CancellationToken cancellationToken)
    {
        var choice = new MultiSelectionPrompt<string> { Title = title, Required = field.IsRequired, Converter = value => Label(field, value) };
        choice.AddChoices(field.Options.Select(option => option.Value));
        foreach (var usual in field.Default?.Split('\n').Where(value => field.Options.Any(option => option.Value == value)) ?? []) choice.Select(usual);
        return string.Join('\n', await context.Console.PromptAsync(choice, cancellationToken));
    }

    private static string Label(AskedField field, string value) => value.Length == 0 ? "[dim]nothing[/]" : Markup.Escape(field.Options.First(option => option.Value == value).Label);
}
