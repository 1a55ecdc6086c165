using System.Collections.Immutable;
using BuildkiteCi.Catalogue.Settings;
using BuildkiteCi.Composing.Builds;
using BuildkiteCi.Pipelines.Interpolation;

namespace BuildkiteCi.Composing.Settings;

/// <summary>The blocks <c>pipelines</c> and <c>other_pipelines</c> of <c>ci.yml</c>.</summary>
internal static class ListedPipelineReading
{
    /// <summary>The files of a list, or null where there is none.</summary>
    public static ImmutableArray<ListedPipeline>? Read(SettingsBlock block) =>
        block.Blocks("pipelines")?.Select(Pipeline).ToImmutableArray();

    /// <summary>The pipelines of Buildkite that have their own files.</summary>
    public static ImmutableArray<OtherPipeline> Others(SettingsBlock? block) =>
        block is null ? [] : [.. block.NamedBlocks().Select(named => Other(named.Key, named.Block))];

    private static OtherPipeline Other(string name, SettingsBlock block)
    {
        var read = new OtherPipeline(name)
        {
            Slug = block.Text("slug"),
            Kind = block.Text("kind") is { } word ? Kind(block, word) : BuildKind.Other,
            Notifies = block.Flag("notify") ?? false,
            Variables = VariableReading.Read(block.Block("variables")),
            Pipelines = Read(block) ?? [],
        };
        if (read.Pipelines.IsEmpty) block.NoteMissing("pipelines");
        block.NoteUnknown();
        return read;
    }

    private static BuildKind Kind(SettingsBlock block, string word)
    {
        var known = BuildKind.All.FirstOrDefault(kind => kind.Name == word);
        if (known is null) block.NoteWrong("kind", $"a kind of build: {string.Join(", ", BuildKind.All)}");
        return known ?? BuildKind.Other;
    }

    private static ListedPipeline Pipeline(SettingsBlock block)
    {
        if (!block.Has("file")) block.NoteMissing("file");
        // The path may hold variables, whose braces and colons are no business of the check for paths.
        var file = VariableReading.Template(block, "file", block.Text("file") ?? "");
        var read = new ListedPipeline(file)
        {
            Location = block.LocationOf("file"),
            When = ConditionReading.Read(block),
            PerGeneration = block.Choice("per", ("build", false), ("generation", true)) ?? false,
            Place =
                block.Choice("place", ("above", PagePlace.Above), ("below", PagePlace.Below), ("end", PagePlace.End)) ?? PagePlace.Above,
            Variables = VariableReading.Read(block.Block("variables")),
            Replaced = block.Block("replace") is { } texts
                ?
                [
                    .. texts
                        .NamedTexts()
                        .Select(text => KeyValuePair.Create(text.Key, VariableReading.Template(texts, text.Key, text.Text))),
                ]
                : [],
            TakesPriority = block.Choice("priority", ("build", true), ("none", false)) ?? true,
            Only = block.Texts("only") ?? [],
            Without = block.Texts("without") ?? [],
        };
        if (block.Has("file") && RelativePath.Parse(read.Path) is null)
            block.NoteWrong("file", "a path below the root, with forward slashes");
        block.NoteUnknown();
        return read;
    }
}
