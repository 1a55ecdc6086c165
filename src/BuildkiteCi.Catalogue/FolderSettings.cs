using System.Collections.Immutable;
using BuildkiteCi.Catalogue.Settings;

namespace BuildkiteCi.Catalogue;

/// <summary>The block <c>catalogue</c> of <c>ci.yml</c>: its folders with their categories and stages; it replaces the built-in ones
/// whole.</summary>
public static class FolderSettings
{
    /// <summary>Reads the folders; the built-in ones where none are set.</summary>
    public static ImmutableArray<CatalogueFolder> Read(SettingsBlock file)
    {
        var block = file.KnownBlock("catalogue");
        var folders = block.NamedBlocks().Select(named => Folder(block, named.Key, named.Block)).ToImmutableArray();
        return folders.IsEmpty ? CatalogueFolders.BuiltIn : folders;
    }

    private static CatalogueFolder Folder(SettingsBlock catalogue, string name, SettingsBlock block)
    {
        if (!FolderName.IsOne(name)) catalogue.NoteWrongKey(name, FolderName.Form);
        var stages = (block.Blocks("stages") ?? []).Select(Stage).ToImmutableArray();
        if (stages.IsEmpty) block.NoteMissing("stages");
        var folder = new CatalogueFolder(
            name,
            block.Choice("kind", ("model", SubjectKind.Model), ("feature", SubjectKind.Feature)) ?? SubjectKind.Feature,
            Categories(block),
            [.. stages.Select(stage => stage.Stage)])
        {
            OptionalStages = [.. stages.Where(stage => stage.IsOptional).Select(stage => stage.Stage)],
            HasGroups = block.Flag("groups") ?? false,
        };
        block.NoteUnknown();
        return folder;
    }

    private static ImmutableArray<Category> Categories(SettingsBlock block)
    {
        var categories = block.Texts("categories") ?? [];
        if (categories.IsEmpty) block.NoteMissing("categories");
        else if (categories.Any(category => string.IsNullOrWhiteSpace(category) || category.Any(char.IsControl)))
            block.NoteWrong("categories", "categories of one line");
        return [.. categories.Select(category => new Category(category))];
    }

    private static (Stage Stage, bool IsOptional) Stage(SettingsBlock block)
    {
        var name = block.RequiredText("name");
        var stage = new Stage(name, block.Text("key") ?? name, block.Text("label") ?? name)
        {
            Title = block.Text("title") ?? name,
            Role =
                block.Choice("role", ("command", StageRole.Command), ("accuracy", StageRole.Accuracy), ("benchmark", StageRole.Benchmark))
                ?? StageRole.Command,
        };
        if (stage.KeySuffix.Length > SubjectName.MaxSuffixLength || !stage.KeySuffix.All(Pipelines.Steps.StepKey.IsAllowed))
        {
            if (block.Has("key"))
                block.NoteWrong("key", $"what step keys end in: at most {SubjectName.MaxSuffixLength} letters, digits, '_', '-' and ':'");
            else block.NoteMissing("key");
        }

        var optional = block.Flag("optional") ?? false;
        block.NoteUnknown();
        return (stage, optional);
    }
}
