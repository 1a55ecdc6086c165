using System.Collections.Immutable;
using BuildkiteCi.Core.Text;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Catalogue;

/// <summary>The <c>x-ci</c> block of a catalogue file: what is meant for this library, not for Buildkite.</summary>
internal static class CatalogueFileSettings
{
    private static readonly Rule UnknownSetting =
        new(
            "C002",
            Severity.Error,
            "The x-ci block of a catalogue file is not understood",
            """
            x-ci: { generation: v7x }
            steps: []
            """,
            """
            x-ci: { generations: [v7x] }
            steps: []
            """
        )
        {
            Why =
                "'generation' in place of 'generations' limited nothing: a model that needs the newer machine failed on the older one "
                + "every night.",
        };

    private static readonly Rule UnknownGeneration =
        new(
            "C003",
            Severity.Error,
            "A catalogue file is limited to an unknown generation",
            """
            x-ci: { generations: [v7] }
            steps: []
            """,
            """
            x-ci: { generations: [v7x] }
            steps: []
            """
        )
        {
            Why = "A model was limited to 'v7', which is no generation. It was tested nowhere, and its row was empty on both.",
        };

    private const string Block = CatalogueFile.OwnBlock;
    private const string Generations = "generations";
    private const string Architecture = "architecture";
    private const string Issues = "issues";
    private static readonly ImmutableArray<string> Known = [Generations, Architecture, Issues];

    /// <summary>Reads the block and takes it out of the pipeline.</summary>
    public static Diagnosed<CatalogueFile> Take(CatalogueFile file, Fleet fleet)
    {
        if (file.Pipeline.Others[Block] is not { } node) return Diagnosed.Ok(file);
        var stripped = new CatalogueFile(file.Source, file.Folder, file.Pipeline.Without(Block));
        if (node is not YamlMapping block)
            return Diagnosed.With(
                stripped,
                [Unknown(node.Location, $"'{Block}' is {node.KindName}", $"write {Block}: {{ {Generations}: [v7x] }}, or remove it")]
            );

        var diagnostics = block.Entries
            .Where(entry => !Known.Contains(entry.Key))
            .Select(entry =>
                Unknown(
                    entry.Location,
                    $"'{Block}' has no setting '{entry.Key}'",
                    Spelling.Suggest(entry.Key, Known, $"it has {string.Join(", ", Known)}")
                )
            )
            .ToList();
        return Diagnosed.With(
            stripped with
            {
                Generations = ReadGenerations(block, fleet, diagnostics),
                Architecture = ReadArchitecture(block, diagnostics),
                Issues = ReadIssues(block, file.Folder, diagnostics),
            },
            diagnostics);
    }

    private static ImmutableArray<Generation> ReadGenerations(YamlMapping block, Fleet fleet, List<Diagnostic> diagnostics)
    {
        if (block[Generations] is not { } node) return [];
        if (node is not YamlSequence list)
        {
            diagnostics.Add(Unknown(node.Location, $"'{Generations}' is {node.KindName}", "write a list: [v7x]"));
            return [];
        }

        var known = fleet.Generations.Select(generation => generation.Name).ToArray();
        foreach (var item in list.Items.Where(item => item is not YamlScalar scalar || !known.Contains(scalar.Text)))
        {
            var text = item is YamlScalar scalar ? $"'{scalar.Text}'" : item.KindName;
            diagnostics.Add(new Diagnostic(UnknownGeneration, item.Location, $"the fleet has no generation {text}",
                Spelling.Suggest(text.Trim('\''), known, $"it has {string.Join(", ", known)}")));
        }

        return [.. list.Items.OfType<YamlScalar>().Select(scalar => fleet.Generation(scalar.Text)).OfType<Generation>()];
    }

    private static string? ReadArchitecture(YamlMapping block, List<Diagnostic> diagnostics)
    {
        if (block[Architecture] is not { } node) return null;
        if (node is YamlScalar { Kind: not ScalarKind.Null } scalar) return scalar.Text;
        diagnostics.Add(
            Unknown(node.Location, $"'{Architecture}' is {node.KindName}", "write the class that serves the model: Qwen3ForCausalLM")
        );
        return null;
    }

    private static ImmutableDictionary<Stage, WebAddress> ReadIssues(
        YamlMapping block,
        CatalogueFolder folder,
        List<Diagnostic> diagnostics
    )
    {
        var issues = ImmutableDictionary.CreateBuilder<Stage, WebAddress>();
        if (block[Issues] is not { } node) return issues.ToImmutable();
        if (node is not YamlMapping byStage)
        {
            diagnostics.Add(
                Unknown(
                    node.Location,
                    $"'{Issues}' is {node.KindName}",
                    $"write {Issues}: {{ {folder.Stages[0].Name}: https://github.com/… }}"
                )
            );
            return issues.ToImmutable();
        }

        var stages = folder.Stages.Select(stage => stage.Name).ToArray();
        foreach (var entry in byStage.Entries)
        {
            var address = entry.Value is YamlScalar scalar ? scalar.Text : "";
            if (folder.Stages.FirstOrDefault(known => known.Name == entry.Key) is not { } stage)
                diagnostics.Add(
                    Unknown(
                        entry.Location,
                        $"there is no stage '{entry.Key}'",
                        Spelling.Suggest(entry.Key, stages, $"the stages are {string.Join(", ", stages)}")
                    )
                );
            else if (WebAddress.Parse(address) is not { } found)
                diagnostics.Add(
                    Unknown(
                        entry.Value.Location,
                        $"the issue of '{entry.Key}' is '{address}'",
                        "write its address, with https:// at the front"
                    )
                );
            else
                issues[stage] = found;
        }

        return issues.ToImmutable();
    }

    private static Diagnostic Unknown(SourceLocation location, string message, string fix) =>
        new(UnknownSetting, location, message, fix);
}
