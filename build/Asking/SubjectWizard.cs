using System.Globalization;
using Build.Terminal;
using BuildkiteCi.Catalogue.Scaffolding;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Composing;
using BuildkiteCi.Composing.Settings;
using Spectre.Console;

namespace Build.Asking;

/// <summary>Asks at a terminal for what the options left open, checks each answer while it is typed, and shows the file before it is
/// written.</summary>
/// <param name="console">The terminal.</param>
/// <param name="settings">The fleet and the catalogue's folders.</param>
/// <param name="catalogue">The subjects that are there already.</param>
internal sealed class SubjectWizard(IAnsiConsole console, CiSettings settings, SubjectCatalogue catalogue)
{
    private const string Later = "Enter leaves a TODO in the file.";
    private const string AnotherGroup = "a new one";

    private readonly Questions questions = new(console);

    // Asked for at every key.
    private readonly Lazy<IReadOnlyCollection<SubjectName>> known = new(() => SubjectAddition.Names(catalogue, settings.Fleet));

    /// <summary>The draft with all answers; null where the last question, whether to write the file, was answered with no.</summary>
    /// <param name="draft">What the options gave.</param>
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
        Show(draft.Subject(settings.Folders)!);
        return await questions.ConfirmAsync("Write the file?", usual: true, stopping) ? draft : null;
    }

    private async Task<SubjectName> NameAsync(bool isModel, bool replaces, CancellationToken stopping)
    {
        var (question, explanation) = isModel
            ? ("Model name?", "Its full name on Hugging Face: meta-llama/Llama-3.1-8B")
            : ("Feature name?", "As the support matrices show it: Prefix Caching");
        return SubjectName.Parse(await questions.TextAsync(question, explanation, text => WhatIsWrong(text, isModel, replaces), stopping))!;
    }

    private string? WhatIsWrong(string text, bool isModel, bool replaces)
    {
        if (SubjectName.WhatIsWrongWith(text) is { } wrong) return $"the name {wrong}";
        var name = SubjectName.Parse(text)!;
        foreach (var (other, path) in SubjectAddition.SameNames(name, catalogue, settings.Fleet))
        {
            if (other != name) return $"'{other}' in {path} has the same form in file names and step keys";
            if (!replaces) return $"it is in the catalogue already: {path}";
        }

        return isModel && HubName.WhatIsWrongWith(text) is { } notOfHub && !known.Value.Contains(name)
            ? $"the name {notOfHub}; give {HubName.Form}; a local path or a bucket needs --any-name"
            : null;
    }

    private Task<ModelType> TypeAsync(CancellationToken stopping) => questions.ChooseAsync(
        "Model definition?", "Only models that are rewritten for TPU have a benchmark stage.",
        [("tpu-optimized: rewritten for TPU", ModelType.TpuOptimized), ("vllm-native: vLLM's own", ModelType.VllmNative)], stopping);

    private Task<Category> CategoryAsync(SubjectKind kind, CancellationToken stopping) =>
        questions.ChooseAsync(
            "Category?",
            "The support matrix that it is in.",
            settings
                .Folders.Where(folder => folder.Kind == kind)
                .SelectMany(folder => folder.Categories)
                .Select(category => (category.Name, category)),
            stopping
        );

    private async Task<string> GroupAsync(CatalogueFolder folder, CancellationToken stopping)
    {
        var groups = GroupName.Of(folder, catalogue);
        if (!groups.IsEmpty)
        {
            var group = await questions.ChooseAsync(
                "Group?",
                $"The folder below {folder.Name} that the file goes to.",
                groups.Append(AnotherGroup).Select(group => (group, group)),
                stopping
            );
            if (group != AnotherGroup) return group;
        }

        return await questions.TextAsync(
            "Name of the group?",
            $"A new folder below {folder.Name}.",
            text => GroupName.IsOne(text) ? null : "use letters, digits, '_' and '-'",
            stopping
        );
    }

    private Task<SubjectMachine> MachineAsync(CancellationToken stopping)
    {
        var fleet = settings.Fleet;
        (string, SubjectMachine)[] machines =
        [
            ($"small, every generation: {QueuesOf(HostScale.Small)}", SubjectMachine.Of(HostScale.Small, fleet)),
            ($"large, every generation: {QueuesOf(HostScale.Large)}", SubjectMachine.Of(HostScale.Large, fleet)),
            .. fleet.OtherQueues.Select(queue => (queue.Name, SubjectMachine.Of(queue.Name, fleet)!)),
        ];
        return questions.ChooseAsync("Machines?", "The queues of the fleet whose agents run its tests.", machines, stopping);
    }

    private async Task<SubjectDraft> TargetsAsync(SubjectDraft draft, CatalogueFolder folder, CancellationToken stopping)
    {
        foreach (var stage in draft.Stages(folder))
        {
            if (stage.Role == StageRole.Accuracy && draft.AccuracyTarget is null)
                draft = draft with
                {
                    AccuracyTarget = await NumberAsync("Target score?", "A fraction from 0 to 1, for example 0.85.", most: 1, stopping),
                };
            else if (stage.Role == StageRole.Benchmark && draft.ThroughputTarget is null)
                draft = draft with
                {
                    ThroughputTarget = await NumberAsync(
                        "Target throughput?",
                        "In requests per second, for example 11.5.",
                        decimal.MaxValue,
                        stopping
                    ),
                };
            else if (
                stage.Role == StageRole.Command
                && !draft.Commands.Keys.Any(word => stage.Name.Contains(word, StringComparison.OrdinalIgnoreCase))
            )
                draft = await CommandAsync(draft, stage, stopping);
        }

        return draft;
    }

    private async Task<SubjectDraft> CommandAsync(SubjectDraft draft, Stage stage, CancellationToken stopping)
    {
        var command = await questions.TextAsync(
            $"Command of the {stage.Label.ToLowerInvariant()}?",
            $"What bash runs: pytest tests/e2e. {Later}",
            _ => null,
            stopping
        );
        return string.IsNullOrWhiteSpace(command) ? draft : draft with { Commands = draft.Commands.Add(stage.Name, command) };
    }

    private async Task<decimal?> NumberAsync(string question, string explanation, decimal most, CancellationToken stopping)
    {
        var text = await questions.TextAsync(
            question, $"{explanation} {Later}",
            text =>
                text.Length == 0 || Number(text, most) is not null ? null
                : most == 1 ? "give a number from 0 to 1: 0.85"
                : "give a number of at least 0: 11.5",
            stopping
        );
        return Number(text, most);
    }

    private static decimal? Number(string text, decimal most) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number <= most
            ? number
            : null;

    private void Show(NewSubject subject)
    {
        var file = SubjectTemplate.Write(subject, settings.Fleet);
        console.WriteLine();
        console.Write(new Text($"{file.Path}\n", new Style(decoration: Decoration.Bold)));
        console.WriteLine($"queues: {Queues(subject.Machine)}");
        foreach (var line in file.Text.TrimEnd('\n').Split('\n')) console.Write(new Text($"  {line}\n"));
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
}
