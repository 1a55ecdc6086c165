using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Catalogue.Scaffolding;
using BuildkiteCi.Core;

namespace Build.Options;

/// <summary>The options of AddModel and AddFeature. What is wrong is noted; what is not given stays open in the draft.</summary>
internal sealed class NewSubjectOptions(BuildContext context)
{
    private static readonly (string, HostScale)[] Scales = [("small", HostScale.Small), ("large", HostScale.Large)];

    private static readonly (string, ModelType)[] Types =
    [
        ("tpu-optimized", ModelType.TpuOptimized),
        ("vllm-native", ModelType.VllmNative),
    ];

    // The option, and the word by which its stage is found.
    private static readonly (string Option, string Stage)[] Commands =
    [
        ("unit-test-command", "UnitTest"),
        ("correctness-command", "Correctness"),
        ("performance-command", "Performance"),
    ];

    private static readonly (string Option, string What)[] Names =
    [
        ("model-name", "the model's full Hugging Face name, meta-llama/Llama-3.1-8B"),
        ("feature-name", "the feature's name as the matrices show it"),
    ];

    /// <summary>The draft of a subject of this kind.</summary>
    public SubjectDraft Read(SubjectKind kind)
    {
        var options = context.Options;
        var draft = new SubjectDraft(kind)
        {
            Name = Name(kind),
            Category = Category(kind),
            Machine = Machine(),
            Type = options.Choice("type", Types),
            AccuracyTarget = options.Number("accuracy-target", 0, 1, "fraction"),
            ThroughputTarget = options.Number("throughput-target", 0, decimal.MaxValue, "number of requests per second"),
        };
        foreach (var (option, stage) in Commands)
            if (options.Text(option) is { } command)
                draft = draft with { Commands = draft.Commands.Add(stage, command) };
        return draft with { Group = Group(draft) };
    }

    /// <summary>Names the options without which there is no subject.</summary>
    public void NoteMissing(SubjectDraft draft)
    {
        var (option, what) = Names[draft.Kind == SubjectKind.Model ? 0 : 1];
        if (draft.Name is null) context.Options.Missing(option, what);
        if (draft.Machine is null)
            context.Options.Missing(
                "queue",
                $"the queue to test on, one of {string.Join(", ", context.Settings.Fleet.Queues)}; or --host-scale small|large"
            );
        if (draft.Folder(context.Settings.Folders) is { HasGroups: true } folder && draft.Group is null)
            context.Options.Missing("group", $"the folder below {folder.Name} that the file goes to");
        if (draft.Folder(context.Settings.Folders) is null)
            context.Options.Wrong($"the catalogue has no folder for a {draft.Kind.ToString().ToLowerInvariant()}; add one to ci.yml");
    }

    private SubjectName? Name(SubjectKind kind)
    {
        var (option, what) = Names[kind == SubjectKind.Model ? 0 : 1];
        if (!context.Options.Has(option)) return null;
        var text = context.Arguments.GetArguments(option).LastOrDefault() ?? "";
        if (SubjectName.WhatIsWrongWith(text) is { } wrong)
            context.Options.Wrong(option, $"the name '{text.ReplaceLineEndings("\\n")}' {wrong}; give {what}");
        else if (kind == SubjectKind.Model) CheckHubName(option, text);
        return SubjectName.Parse(text);
    }

    // A name that is in the catalogue already was let in before there was this rule.
    private void CheckHubName(string option, string text)
    {
        if (context.Options.Switch("any-name") || HubName.WhatIsWrongWith(text) is not { } wrong) return;
        var catalogue = SubjectCatalogue.Read(context.Files, context.Settings.Folders, context.Settings.Fleet).Value!;
        var known = SubjectAddition.Names(catalogue, context.Settings.Fleet);
        if (known.Any(name => name.Text == text)) return;
        var near = known.FirstOrDefault(name => name.Text.EndsWith($"/{text}", StringComparison.Ordinal)) is { } whole
            ? $"; did you mean '{whole}'?"
            : "";
        context.Options.Wrong(option, $"'{text}' {wrong}; give {HubName.Form}{near}; a local path or a bucket needs --any-name");
    }

    private Category? Category(SubjectKind kind)
    {
        if (context.Options.Text("category") is not { } text) return null;
        ImmutableArray<Category> known =
        [
            .. context.Settings.Folders.Where(folder => folder.Kind == kind).SelectMany(folder => folder.Categories),
        ];
        if (known.FirstOrDefault(category => category.Name == text) is { } found) return found;
        context.Options.Wrong(
            "category",
            $"there is no category '{text}'; "
                + Spelling.Suggest(text, known.Select(category => category.Name), $"there are {string.Join(", ", known)}")
        );
        return null;
    }

    private SubjectMachine? Machine()
    {
        var scale = context.Options.Choice("host-scale", Scales);
        var fleet = context.Settings.Fleet;
        if (context.Options.Text("queue") is not { } queue) return scale is { } known ? SubjectMachine.Of(known, fleet) : null;
        if (scale is not null) context.Options.Wrong("--queue and --host-scale exclude each other; give one of them");
        var machine = SubjectMachine.Of(queue, fleet);
        if (machine is null)
            context.Options.Wrong(
                "queue",
                $"the fleet has no queue '{queue}'; {Spelling.Suggest(queue, fleet.Queues, $"it has {string.Join(", ", fleet.Queues)}")}"
            );
        return machine;
    }

    private string? Group(SubjectDraft draft)
    {
        if (context.Options.Text("group") is not { } group) return null;
        if (draft.Folder(context.Settings.Folders) is { HasGroups: false } folder)
            context.Options.Wrong("group", $"'{folder.Name}' has no groups; leave it out");
        if (GroupName.IsOne(group)) return group;
        context.Options.Wrong("group", $"'{group}' is no folder's name; use letters, digits, '_' and '-'");
        return null;
    }
}
