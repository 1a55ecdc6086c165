using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Composing;

/// <summary>Composes a build's pipeline: one group per generation, and behind them the steps that publish the matrices.</summary>
public static class PipelineComposer
{
    /// <summary>Composes the uploads. Files with errors are left out of them; the errors stand beside.</summary>
    public static Checked<Composition> Compose(SubjectCatalogue catalogue, CompositionRequest request)
    {
        var diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();
        var files = ImmutableArray.CreateBuilder<ExpandedFile>();
        var groups = new List<ComposedUpload>();
        foreach (var generation in request.Generations)
        {
            var expanded = Expand(catalogue, request, generation, diagnostics);
            if (expanded.IsEmpty) continue;
            files.AddRange(expanded);
            groups.Add(new ComposedUpload(generation.Name, Prioritised(request, Group(request, generation, expanded))));
        }

        // Buildkite inserts each upload right behind the uploading step, so what is to be read last goes first.
        groups.Reverse();
        ImmutableArray<ComposedUpload> uploads = groups.Count == 0 ? [] : [new ComposedUpload("publish", Prioritised(request, PublishSteps(request))), .. groups];
        return Checked.With(new Composition(uploads, files.ToImmutable(), MetaData(request, files)), diagnostics);
    }

    private static ImmutableArray<ExpandedFile> Expand(
        SubjectCatalogue catalogue, CompositionRequest request, Generation generation, ImmutableArray<Diagnostic>.Builder diagnostics)
    {
        var expanded = ImmutableArray.CreateBuilder<ExpandedFile>();
        foreach (var folder in request.Implementation.Folders)
        {
            foreach (var file in catalogue.Files.Where(file => file.Folder.Name == folder && file.RunsOn(generation)))
            {
                var result = file.For(generation, request.Variables);
                // What is wrong with a file is wrong for every generation; it is said once.
                foreach (var diagnostic in result.Diagnostics.Where(found => !diagnostics.Contains(found))) diagnostics.Add(diagnostic);
                if (result.Value is not null) expanded.Add(result.Value);
            }
        }

        return expanded.ToImmutable();
    }

    private static YamlMapping Group(CompositionRequest request, Generation generation, ImmutableArray<ExpandedFile> files) =>
        YamlMapping.Of(
            ("group", YamlScalar.Of($"TPU {generation.Name} {request.Kind.Name} Tests ({request.Implementation.Name})")),
            ("key", YamlScalar.Of($"{generation.Name}-group")),
            ("steps", YamlSequence.Of(files.SelectMany(file => file.Steps))));

    private static IEnumerable<YamlNode> PublishSteps(CompositionRequest request) =>
    [
        YamlMapping.Of(("wait", YamlScalar.Null()), ("continue_on_failure", YamlScalar.Of(true))),
        YamlMapping.Of(
            ("label", YamlScalar.Of("Publish the support matrices")),
            ("key", YamlScalar.Of("publish_matrix")),
            ("agents", YamlMapping.Of(("queue", YamlScalar.Of("cpu")))),
            ("env", YamlMapping.Of(("MODEL_IMPL_TYPE", YamlScalar.Of(request.Implementation.Name)))),
            ("command", YamlScalar.Of("./build.sh --target=PublishMatrix"))),
    ];

    private static YamlMapping Prioritised(CompositionRequest request, params IEnumerable<YamlNode> steps) =>
        YamlMapping.Of(("priority", YamlScalar.Of(request.Kind.Priority)), ("steps", YamlSequence.Of(steps)));

    private static ImmutableSortedDictionary<string, string> MetaData(CompositionRequest request, IEnumerable<ExpandedFile> files)
    {
        var data = new Dictionary<string, string>(StringComparer.Ordinal) { ["JOB_PRIORITY"] = request.Kind.Priority.ToString() };
        foreach (var generation in files.Select(file => file.Generation).Distinct()) data[$"run_{generation.MetaDataPrefix}_matrix"] = "true";
        SetList(data, "model-list", files, SubjectKind.Model);
        SetList(data, "feature-list", files, SubjectKind.Feature);
        return data.ToImmutableSortedDictionary(StringComparer.Ordinal);
    }

    private static void SetList(Dictionary<string, string> data, string key, IEnumerable<ExpandedFile> files, SubjectKind kind)
    {
        var names = files.Where(file => file.File.Folder.Kind == kind).SelectMany(file => file.Stages).Select(stage => stage.Target).Distinct(StringComparer.Ordinal).ToArray();
        if (names.Length > 0) data[key] = string.Join('\n', names);
    }
}
