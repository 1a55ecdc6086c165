using BuildkiteCi;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Catalogue.Scaffolding;

namespace Build.Options;

/// <summary>The options that AddModel and AddFeature share.</summary>
internal sealed class NewSubjectOptions(BuildContext context)
{
    private static readonly (string, HostScale)[] Scales = [("small", HostScale.Small), ("large", HostScale.Large)];

    /// <summary>The subject as far as the shared options tell it; null where they are wrong.</summary>
    public NewSubject? Read(string nameOption, string what, CatalogueFolder folder)
    {
        var name = Name(nameOption, what);
        var category = Category(folder);
        var machine = Machine();
        var group = Group(folder);
        if (name is null || category is null || machine is null) return null;
        return new NewSubject(name, folder, category, folder.Stages, machine) { Group = group };
    }

    /// <summary>The folder of features that the category belongs to.</summary>
    public CatalogueFolder FeatureFolder()
    {
        var folders = context.Settings.Folders.Where(folder => folder.Kind == SubjectKind.Feature).ToArray();
        if (!context.Options.Has("category") || context.Options.Text("category") is not { } category) return folders[0];
        if (folders.FirstOrDefault(folder => folder.Categories.Contains(category)) is { } found) return found;
        Unknown(category, folders.SelectMany(folder => folder.Categories));
        return folders[0];
    }

    private SubjectName? Name(string option, string what)
    {
        if (!context.Options.Has(option))
        {
            context.Options.Missing(option, what);
            return null;
        }

        var text = context.Arguments.GetArguments(option).LastOrDefault() ?? "";
        if (SubjectName.WhatIsWrongWith(text) is { } wrong) context.Options.Wrong(option, $"the name '{text.ReplaceLineEndings("\\n")}' {wrong}; give {what}");
        return SubjectName.Parse(text);
    }

    private string? Category(CatalogueFolder folder)
    {
        if (context.Options.Text("category") is not { } category) return folder.Categories[0];
        if (folder.Categories.Contains(category)) return category;
        if (folder.Kind == SubjectKind.Model) Unknown(category, folder.Categories);
        return null;
    }

    private void Unknown(string category, IEnumerable<string> known)
    {
        var names = known.ToArray();
        context.Options.Wrong("category", $"there is no category '{category}'; {Spelling.Suggest(category, names, $"there are {string.Join(", ", names)}")}");
    }

    private Machine? Machine()
    {
        var scale = context.Options.Choice("host-scale", Scales);
        if (context.Options.Text("queue") is { } queue)
        {
            if (scale is not null) context.Options.Wrong("--queue and --host-scale exclude each other; give one of them");
            if (BuildkiteCi.Catalogue.Scaffolding.Machine.Of(queue, context.Settings.Fleet) is { } machine) return machine;
            var queues = context.Settings.Fleet.Queues;
            context.Options.Wrong("queue", $"the fleet has no queue '{queue}'; {Spelling.Suggest(queue, queues, $"it has {string.Join(", ", queues)}")}");
            return null;
        }

        if (scale is { } known) return BuildkiteCi.Catalogue.Scaffolding.Machine.Of(known, context.Settings.Fleet);
        if (!context.Options.Has("queue") && !context.Options.Has("host-scale"))
            context.Options.Missing("queue", $"the queue to test on, one of {string.Join(", ", context.Settings.Fleet.Queues)}; or --host-scale small|large");
        return null;
    }

    private string? Group(CatalogueFolder folder)
    {
        var group = context.Options.Text("group");
        if (folder.HasGroups && group is null && !context.Options.Has("group"))
            context.Options.Missing("group", $"the folder below {folder.Name} that the file goes to");
        if (!folder.HasGroups && group is not null)
            context.Options.Wrong("group", $"'{folder.Name}' has no groups; leave it out");
        if (group is not null && (SubjectName.Parse(group) is not { } name || name.Form != group))
            context.Options.Wrong("group", $"'{group}' is no folder's name; use letters, digits, '_' and '-'");
        return folder.HasGroups ? group : null;
    }
}
