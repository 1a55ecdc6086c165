using System.Collections.Immutable;
using System.Globalization;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Catalogue.Scaffolding;
using BuildkiteCi.Composing;
using BuildkiteCi.Composing.Settings;
using Spectre.Console;

namespace Build.Asking;

/// <summary>Asks somebody at a terminal for what the options left open, checks each answer as it is typed, and shows the whole before it is written.</summary>
/// <param name="console">The terminal.</param>
/// <param name="settings">The fleet and the catalogue's folders.</param>
/// <param name="catalogue">Who is there already.</param>
internal sealed class SubjectWizard(IAnsiConsole console, CiSettings settings, SubjectCatalogue catalogue)
{
    private const string Later = "[grey](Enter: later)[/]";
    private const string AnotherGroup = "another one";

    /// <summary>The draft with all answers; null where the last question, whether to write the file, was answered with no.</summary>
    /// <param name="draft">What the options said.</param>
    /// <param name="replaces">Whether the subject may be there already.</param>
    /// <param name="stopping">Ends the asking.</param>
    public async Task<SubjectDraft?> CompleteAsync(SubjectDraft draft, bool replaces, CancellationToken stopping)
    {
        var isModel = draft.Kind == SubjectKind.Model;
        if (draft.Name is null) draft = draft with { Name = await NameAsync(isModel, replaces, stopping) };
        if (isModel && draft.Type is null) draft = draft with { Type = await TypeAsync(stopping) };
        if (draft.Category is null) draft = draft with { Category = await CategoryAsync(draft.Kind, stopping) };
        var folder = draft.Folder(settings.Folders)!;
        if (folder.HasGroups && draft.Group is null) draft = draft with { Group = await GroupAsync(folder, stopping) };
        if (draft.Machine is null) draft = draft with { Machine = await MachineAsync(stopping) };
        draft = await TargetsAsync(draft, folder, stopping);
        Summarize(draft);
        return await new ConfirmationPrompt("Write the file?").ShowAsync(console, stopping) ? draft : null;
    }

    private async Task<SubjectName> NameAsync(bool isModel, bool replaces, CancellationToken stopping)
    {
        var question = isModel ? "What is the model's full Hugging Face name?" : "What is the feature's name, as the matrices are to show it?";
        var text = await new TextPrompt<string>(question).Validate(text => Judge(text, isModel, replaces)).ShowAsync(console, stopping);
        return SubjectName.Parse(text)!;
    }

    private ValidationResult Judge(string text, bool isModel, bool replaces)
    {
        if (SubjectName.WhatIsWrongWith(text) is { } wrong) return Wrong($"the name {wrong}");
        var name = SubjectName.Parse(text)!;
        foreach (var (target, path) in SubjectAddition.SameNames(name, catalogue, settings.Fleet))
        {
            if (target != text) return Wrong($"'{target}' in {path} has the same form in file names and step keys");
            if (!replaces) return Wrong($"it is in the catalogue already: {path}");
        }

        return isModel && HubName.WhatIsWrongWith(text) is { } notOfHub && !SubjectAddition.Names(catalogue, settings.Fleet).Contains(text)
            ? Wrong($"the name {notOfHub}; give {HubName.Form}; a local path or a bucket needs --any-name")
            : ValidationResult.Success();
    }

    private async Task<ModelType> TypeAsync(CancellationToken stopping)
    {
        (string Text, ModelType Type)[] types = [("tpu-optimized: rewritten for TPU; it is benchmarked", ModelType.TpuOptimized), ("vllm-native: vLLM's own definition", ModelType.VllmNative)];
        return await ChooseAsync("Whose definition of the model is served?", types, stopping);
    }

    private Task<string> CategoryAsync(SubjectKind kind, CancellationToken stopping) =>
        ChooseAsync("Which category is it in?", settings.Folders.Where(folder => folder.Kind == kind).SelectMany(folder => folder.Categories).Select(category => (category, category)), stopping);

    private async Task<string> GroupAsync(CatalogueFolder folder, CancellationToken stopping)
    {
        var known = GroupName.Of(folder, catalogue);
        if (!known.IsEmpty)
        {
            var group = await ChooseAsync($"Which group of {folder.Name} is it in?", known.Append(AnotherGroup).Select(group => (group, group)), stopping);
            if (group != AnotherGroup) return group;
        }

        return await new TextPrompt<string>($"What is the group's folder below {folder.Name} called?")
            .Validate(text => GroupName.IsOne(text) ? ValidationResult.Success() : Wrong("use letters, digits, '_' and '-'"))
            .ShowAsync(console, stopping);
    }

    private async Task<SubjectMachine> MachineAsync(CancellationToken stopping)
    {
        var fleet = settings.Fleet;
        (string, SubjectMachine)[] machines =
        [
            ($"the small machines of every generation: {QueuesOf(HostScale.Small)}", SubjectMachine.Of(HostScale.Small, fleet)),
            ($"the large machines of every generation: {QueuesOf(HostScale.Large)}", SubjectMachine.Of(HostScale.Large, fleet)),
            .. fleet.OtherQueues.Select(queue => (queue.Name, SubjectMachine.Of(queue.Name, fleet)!)),
        ];
        return await ChooseAsync("Which machines is it tested on?", machines, stopping);
    }

    private async Task<SubjectDraft> TargetsAsync(SubjectDraft draft, CatalogueFolder folder, CancellationToken stopping)
    {
        foreach (var stage in draft.Stages(folder))
        {
            if (stage.Role == StageRole.Accuracy && draft.AccuracyTarget is null)
                draft = draft with { AccuracyTarget = await NumberAsync("Which score has it to reach, as a fraction?", most: 1, stopping) };
            else if (stage.Role == StageRole.Benchmark && draft.ThroughputTarget is null)
                draft = draft with { ThroughputTarget = await NumberAsync("Which throughput has it to reach, in requests per second?", decimal.MaxValue, stopping) };
            else if (stage.Role == StageRole.Command && !draft.Commands.Keys.Any(word => stage.Name.Contains(word, StringComparison.OrdinalIgnoreCase)))
                draft = await CommandAsync(draft, stage, stopping);
        }

        return draft;
    }

    private async Task<SubjectDraft> CommandAsync(SubjectDraft draft, Stage stage, CancellationToken stopping)
    {
        var command = await new TextPrompt<string>($"Which command runs the {Markup.Escape(stage.Title.ToLowerInvariant())}? {Later}").AllowEmpty().ShowAsync(console, stopping);
        return string.IsNullOrWhiteSpace(command) ? draft : draft with { Commands = draft.Commands.Add(stage.Name, command) };
    }

    private async Task<decimal?> NumberAsync(string question, decimal most, CancellationToken stopping)
    {
        var text = await new TextPrompt<string>($"{question} {Later}").AllowEmpty()
            .Validate(text => text.Length == 0 || Number(text, most) is not null ? ValidationResult.Success() : Wrong(most == 1 ? "give a number from 0 to 1: 0.85" : "give a number of at least 0: 11.5"))
            .ShowAsync(console, stopping);
        return Number(text, most);
    }

    private static decimal? Number(string text, decimal most) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number <= most ? number : null;

    private async Task<T> ChooseAsync<T>(string question, IEnumerable<(string Text, T Value)> choices, CancellationToken stopping)
    {
        var prompt = new SelectionPrompt<(string Text, T Value)>().Title(question).UseConverter(choice => Markup.Escape(choice.Text)).AddChoices(choices);
        var chosen = await prompt.ShowAsync(console, stopping);
        console.MarkupLine($"{question} [blue]{Markup.Escape(chosen.Text)}[/]");
        return chosen.Value;
    }

    private void Summarize(SubjectDraft draft)
    {
        var subject = draft.Subject(settings.Folders)!;
        var table = new Table().Title(Markup.Escape(subject.Name.Text)).HideHeaders().AddColumn("").AddColumn("");
        void Row(string what, string text) => table.AddRow(Markup.Escape(what), Markup.Escape(text));
        Row("file", subject.Path);
        Row("category", subject.Category);
        Row("queues", Queues(subject.Machine));
        if (!subject.Machine.Generations.IsEmpty) Row("generations", string.Join(", ", subject.Machine.Generations));
        foreach (var stage in subject.Stages) Row(stage.Name, Said(subject, stage));
        console.Write(table);
    }

    // The file holds an expression; people know the machines by their queues.
    private string Queues(SubjectMachine machine)
    {
        var fleet = settings.Fleet;
        foreach (var scale in Enum.GetValues<HostScale>())
            if (machine.Queue == SubjectMachine.Of(scale, fleet).Queue) return QueuesOf(scale);
        return machine.Queue;
    }

    private string QueuesOf(HostScale scale) => string.Join(", ", settings.Fleet.Generations.Select(generation => generation.Queue(scale)));

    private static string Said(NewSubject subject, Stage stage) => stage.Role switch
    {
        StageRole.Accuracy => subject.AccuracyTarget is { } score ? $"at least {score}" : "a TODO",
        StageRole.Benchmark => subject.ThroughputTarget is { } throughput ? $"at least {throughput} requests per second" : "a TODO",
        _ => subject.Commands.GetValueOrDefault(stage.Name) ?? "a TODO",
    };

    private static ValidationResult Wrong(string what) => ValidationResult.Error($"[red]{Markup.Escape(what)}[/]");
}
