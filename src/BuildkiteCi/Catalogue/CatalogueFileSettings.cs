using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Catalogue;

/// <summary>The <c>x-ci</c> block of a catalogue file: what is meant for this library, not for Buildkite.</summary>
internal static class CatalogueFileSettings
{
    private const string Block = CatalogueFile.OwnBlock;
    private const string Generations = "generations";

    /// <summary>Reads the block and takes it out of the pipeline.</summary>
    public static Checked<CatalogueFile> Take(CatalogueFile file, Fleet fleet)
    {
        if (file.Pipeline.Others[Block] is not { } node) return Checked.Ok(file);
        var stripped = file with { Pipeline = file.Pipeline with { Others = file.Pipeline.Others.Without(Block) } };
        if (node is not YamlMapping block)
            return Checked.With(stripped, [Unknown(node.Mark, $"'{Block}' is {node.KindName}", $"write {Block}: {{ {Generations}: [v7x] }}, or remove it")]);

        var diagnostics = block.Entries
            .Where(entry => entry.Key != Generations)
            .Select(entry => Unknown(entry.Mark, $"'{Block}' has no setting '{entry.Key}'", Spelling.Suggest(entry.Key, [Generations], $"its one setting is '{Generations}'")))
            .ToList();
        return Checked.With(stripped with { Generations = ReadGenerations(block, fleet, diagnostics) }, diagnostics);
    }

    private static ImmutableArray<string> ReadGenerations(YamlMapping block, Fleet fleet, List<Diagnostic> diagnostics)
    {
        if (block[Generations] is not { } node) return [];
        if (node is not YamlSequence list)
        {
            diagnostics.Add(Unknown(node.Mark, $"'{Generations}' is {node.KindName}", "write a list: [v7x]"));
            return [];
        }

        var known = fleet.Generations.Select(generation => generation.Name).ToArray();
        foreach (var item in list.Items.Where(item => item is not YamlScalar scalar || !known.Contains(scalar.Text)))
        {
            var text = item is YamlScalar scalar ? $"'{scalar.Text}'" : item.KindName;
            diagnostics.Add(new Diagnostic(CatalogueRules.UnknownGeneration, item.Mark, $"the fleet has no generation {text}",
                Spelling.Suggest(text.Trim('\''), known, $"it has {string.Join(", ", known)}")));
        }

        return [.. list.Items.OfType<YamlScalar>().Select(scalar => scalar.Text).Where(known.Contains)];
    }

    private static Diagnostic Unknown(Mark mark, string message, string fix) => new(CatalogueRules.UnknownSetting, mark, message, fix);
}
