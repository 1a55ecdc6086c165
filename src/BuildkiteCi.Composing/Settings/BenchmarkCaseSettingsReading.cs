using System.Collections.Immutable;
using BuildkiteCi.Catalogue.Settings;
using BuildkiteCi.Composing.Builds;
using BuildkiteCi.Core;
using BuildkiteCi.Pipelines.Interpolation;

namespace BuildkiteCi.Composing.Settings;

/// <summary>The block <c>benchmark_cases</c> of <c>ci.yml</c>.</summary>
internal static class BenchmarkCaseSettingsReading
{
    public static BenchmarkCaseSettings Read(SettingsBlock block)
    {
        var read = new BenchmarkCaseSettings
        {
            Folder = block.Path("folder") ?? CompositionSettings.BuiltIn.Cases.Folder,
            Builds = ConditionReading.Occasions(block, "builds") ?? [],
            DefaultType = block.RequiredText("default_type"),
            Types = block.Texts("types") ?? [],
            TypeOf = Types(block.Block("type_of")) ?? ImmutableSortedDictionary<string, string>.Empty,
            ChangedIn = ConditionReading.Occasions(block, "changed_in") ?? [],
            Validation = block.Path("validation"),
            Variables = VariableReading.Read(block.Block("variables")),
            SelectedBy = block.Text("selected_by"),
        };
        // A type becomes a folder's name.
        if (!FolderName.IsOne(read.DefaultType)) block.NoteWrong("default_type", FolderName.Form);
        if (read.TypeOf.Values.Any(type => !FolderName.IsOne(type))) block.NoteWrong("type_of", FolderName.Form);
        block.NoteUnknown();
        return read;
    }

    private static ImmutableSortedDictionary<string, string>? Types(SettingsBlock? block)
    {
        if (block is null) return null;
        foreach (var name in block.Keys.Where(name => !BuildOccasion.All.Contains(name)))
            block.NoteWrongKey(name, $"a kind of build: {Spelling.Suggest(name, BuildOccasion.All, string.Join(", ", BuildOccasion.All))}");
        return block.NamedTexts().ToImmutableSortedDictionary(row => row.Key, row => row.Text, StringComparer.Ordinal);
    }
}
