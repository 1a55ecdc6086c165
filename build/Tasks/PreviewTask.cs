using System.Collections.Immutable;
using Build.Options;
using Build.Wiring;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Machine;
using BuildkiteCi.Pipelines;
using BuildkiteCi.Pipelines.Drawing;
using BuildkiteCi.Pipelines.Interpolation;
using Cake.Core;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName("Preview")]
[TaskDescription("Shows a pipeline file as Buildkite will see it: parsed, interpolated, in normal form")]
[Option("file", "A,B", "the files; default: the one that the agent would find (.buildkite/pipeline.yml)")]
[Option("tpu", OptionValue.Generation, "put in the variables of this TPU generation")]
[Option(
    "format",
    "json|yaml|tree|mermaid",
    "default: json, which is what is sent; tree and mermaid show groups, waits, dependencies and queues"
)]
[Option("output", "DIR", "write one file each into this folder; default: standard output")]
[Option("no-interpolation", "", "leave variables as they are written")]
public sealed class PreviewTask : FrostingTask<BuildContext>
{
    private static readonly Form Json = new("json", ".json", document => document.ToJson());
    private static readonly Form Yaml = new("yaml", ".yml", document => document.ToYaml());

    private static readonly Form[] Forms =
    [
        Json,
        Yaml,
        new("tree", ".txt", document => Tree(document, int.MaxValue)) { ForPeople = Tree },
        new("mermaid", ".mmd", MermaidGraph.Of),
    ];

    public override void Run(BuildContext context)
    {
        var options = context.Options;
        var files = options.Has("file") ? context.Files("file") : context.UsualPipeline();
        var generation = options.Choice("tpu", context.Settings.Fleet.Generations);
        var form = options.Choice("format", Forms) ?? Json;
        var output = options.Text("output");
        var variables = options.Switch("no-interpolation") ? null : context.PipelineVariables(generation);
        if (files.IsEmpty && !options.Has("file")) options.Missing("file", "there is no .buildkite/pipeline.yml");
        options.Check();

        var (documents, refused) = context.ReadPipelines(files, variables);
        foreach (var file in documents.GroupBy(document => document.Path))
            foreach (var (index, document) in file.Index())
                Write(
                    context,
                    index == 0 ? file.Key : Numbered(file.Key, index + 1),
                    document.Without(CatalogueFile.OwnBlock),
                    form,
                    output,
                    documents.Length > 1
                );
        PipelineInputs.StopWhereRefused(refused);
    }

    private static string Tree(PipelineDocument document, int width) => string.Join('\n', StepTree.Of(document, width)) + "\n";

    // The documents of a file differ by their numbers.
    private static string Numbered(string path, int number) =>
        $"{Path.GetFileNameWithoutExtension(path)}-{number}{Path.GetExtension(path)}";

    private static void Write(BuildContext context, string path, PipelineDocument document, Form form, string? output, bool isOneOfMany)
    {
        var text = form.Write(document);
        if (output is not null) new DiskFileTree(output).Write(Path.ChangeExtension(Path.GetFileName(path), form.Extension), text);
        else if (form.ForPeople is { } draw) context.SayLines(draw(document, context.Width));
        else context.Say((isOneOfMany && form == Yaml ? "---\n" : "") + text.TrimEnd('\n'));
    }

    /// <summary>A way to write a pipeline down.</summary>
    private sealed record Form(string Word, string Extension, Func<PipelineDocument, string> Write)
    {
        /// <summary>Draws it for a terminal of so many columns; null: it is written as it is.</summary>
        public Func<PipelineDocument, int, string>? ForPeople { get; init; }

        public override string ToString() => Word;
    }
}
