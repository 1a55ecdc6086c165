using System.Collections.Immutable;
using Build.Options;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Machine;
using BuildkiteCi.Pipelines;
using BuildkiteCi.Pipelines.Interpolation;
using Cake.Core;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName("Preview")]
[TaskDescription("Shows a pipeline file as Buildkite will see it: parsed, interpolated, in normal form")]
[Option("file", "A,B", "the files; default: the one that the agent would find (.buildkite/pipeline.yml)")]
[Option("tpu", OptionValue.Generation, "put in the variables of this TPU generation")]
[Option("format", "json|yaml", "default: json, which is what is sent")]
[Option("output", "DIR", "write one file each into this folder; default: standard output")]
[Option("no-interpolation", "", "leave variables as they are written")]
public sealed class PreviewTask : FrostingTask<BuildContext>
{
    private static readonly (string, bool)[] Formats = [("json", true), ("yaml", false)];

    public override void Run(BuildContext context)
    {
        var options = context.Options;
        var files = options.Has("file") ? context.Files("file") : context.UsualPipeline();
        var generation = options.Choice("tpu", context.Settings.Fleet.Generations);
        var asJson = options.Choice("format", Formats) ?? true;
        var output = options.Text("output");
        var variables = options.Switch("no-interpolation") ? null : Variables.Of(context.Variables).With(generation?.Variables ?? ImmutableDictionary<string, string>.Empty);
        if (files.IsEmpty && !options.Has("file")) options.Missing("file", "there is no .buildkite/pipeline.yml");
        options.Check();

        var seen = files.Select(file => (file.Path, Pipeline: Preview.Of(file, variables))).ToList();
        context.Show(seen.SelectMany(file => file.Pipeline.Diagnostics));
        foreach (var (path, pipeline) in seen)
            if (pipeline.Value is { } document)
                Write(context, path, document.Without(CatalogueFile.OwnBlock), asJson, output, isOneOfMany: files.Length > 1);
        if (seen.Count(file => file.Pipeline.Value is null) is > 0 and var refused)
            throw new CakeException(1, $"Buildkite's agent would refuse {refused} of {seen.Count} files; see above");
    }

    private static void Write(BuildContext context, string path, PipelineDocument document, bool asJson, string? output, bool isOneOfMany)
    {
        var text = asJson ? document.ToJson() : document.ToYaml();
        if (output is not null) new DiskFileTree(output).Write(Path.ChangeExtension(Path.GetFileName(path), asJson ? ".json" : ".yml"), text);
        else context.Say((isOneOfMany && !asJson ? "---\n" : "") + text.TrimEnd('\n'));
    }
}
