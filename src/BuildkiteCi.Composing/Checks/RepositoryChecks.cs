using System.Collections.Immutable;
using BuildkiteCi.Benchmarks.Cases;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Composing.Builds;
using BuildkiteCi.Composing.Settings;
using BuildkiteCi.Pipelines;
using BuildkiteCi.Pipelines.Checks;
using BuildkiteCi.Pipelines.Interpolation;

namespace BuildkiteCi.Composing.Checks;

/// <summary>Everything that can be said of what a repository gives to CI: catalogue, pipelines, benchmark cases, together.</summary>
public static class RepositoryChecks
{
    // Where Buildkite's agent looks for a pipeline.
    private static readonly ImmutableArray<string> Usual =
        [.. from name in new[] { "buildkite", ".buildkite/pipeline", "buildkite/pipeline" } from ending in new[] { "yml", "yaml", "json" } select $"{name}.{ending}"];

    /// <summary>The pipeline files that the agent would find; it refuses more than one.</summary>
    public static ImmutableArray<SourceFile> UsualPipelines(IFileTree files) =>
        [.. Usual.Select(path => files.Read(path) is { } text ? new SourceFile(path, text) : null).OfType<SourceFile>()];

    /// <summary>Checks the repository as its own <c>ci.yml</c> says it is, that file and the agent's usual pipeline included.</summary>
    /// <param name="files">The repository.</param>
    /// <param name="variables">The process's variables.</param>
    public static ImmutableArray<Diagnostic> Of(IFileTree files, IReadOnlyDictionary<string, string> variables)
    {
        var settings = CiSettings.Read(files);
        return [.. settings.Diagnostics, .. settings.HasErrors ? [] : Of(files, settings.Value!, UsualPipelines(files), variables)];
    }

    /// <summary>Checks the catalogue for each generation with the pipelines that come along, and every benchmark case.</summary>
    /// <param name="files">The repository.</param>
    /// <param name="settings">What its <c>ci.yml</c> says.</param>
    /// <param name="pipelines">Pipeline files beside those that the settings list.</param>
    /// <param name="variables">The process's variables; a generation's own win over them.</param>
    /// <returns>Everything found, once, by place.</returns>
    public static ImmutableArray<Diagnostic> Of(IFileTree files, CiSettings settings, ImmutableArray<SourceFile> pipelines, IReadOnlyDictionary<string, string> variables)
    {
        var catalogue = SubjectCatalogue.Read(files, settings.Folders, settings.Fleet);
        var listed = Listed(files, settings.Composing);
        var builds = DryRun.Of(catalogue.Value!, files, settings, FirstKey(pipelines), variables);
        return
        [
            .. catalogue.Diagnostics
                .Concat(CatalogueChecks.Of(catalogue.Value!.Files, settings.Fleet, Variables.Of(variables)))
                .Concat(UploadChecks.Of(catalogue.Value.Files, [.. pipelines.Concat(listed.Files).DistinctBy(file => file.Path)], settings.Fleet.Generations,
                    Scope(files, settings, variables) with { OtherKeys = builds.Keys }))
                .Concat(listed.Missing)
                .Concat(UnsetVariables.Of(files, settings))
                .Concat(Cases(files, settings))
                .Concat(builds.Found)
                .DistinctBy(diagnostic => (diagnostic.Rule.Code, diagnostic.Location))
                .OrderBy(diagnostic => diagnostic.Location),
        ];
    }

    /// <summary>What is known of a repository's pipelines beside their files: queues, and the variables that a build is composed with.</summary>
    public static CheckScope Scope(IFileTree files, CiSettings settings, IReadOnlyDictionary<string, string> variables) => new()
    {
        Queues = [.. settings.Fleet.Queues],
        Variables = Variables.Of(variables).With(DryRun.Facts(DryRun.Identity(BuildKind.Nightly, settings), files, settings).Variables),
    };

    private static string? FirstKey(ImmutableArray<SourceFile> pipelines) =>
        pipelines.SelectMany(file => PipelineFile.Read(file)).SelectMany(read => read.Value?.AllSteps ?? []).Select(step => step.Key?.Canonical).FirstOrDefault(key => key is not null);

    private static (IEnumerable<SourceFile> Files, IEnumerable<Diagnostic> Missing) Listed(IFileTree files, CompositionSettings settings)
    {
        var unusable = new List<Diagnostic>();
        var read = settings.Pipelines.Concat(settings.OtherPipelines.SelectMany(other => other.Pipelines)).DistinctBy(listed => listed.Path).Select(listed => (Listed: listed, Text: files.Read(listed.Path, unusable))).ToArray();
        return (
            read.Where(one => one.Text is not null && settings.Pipelines.Contains(one.Listed)).Select(one => new SourceFile(one.Listed.Path, one.Text!)),
            read.Where(one => one.Text is null && unusable.TrueForAll(problem => problem.Location.Path != one.Listed.Path)).Select(one => CompositionSources.NotThere(one.Listed, one.Listed.Path)).Concat(unusable));
    }

    private static IEnumerable<Diagnostic> Cases(IFileTree files, CiSettings settings)
    {
        var unusable = new List<Diagnostic>();
        var read = files.ReadAll(files.List(settings.Composing.Cases.Folder).Where(path => path.EndsWith(".json", StringComparison.Ordinal)), unusable)
            .Select(file => CaseFileReader.Parse(file, settings.Fleet)).ToArray();
        return unusable.Concat(read.SelectMany(file => file.Diagnostics)).Concat(CaseChecks.AcrossFiles([.. read.Select(file => file.Value).OfType<CaseFile>()]));
    }
}
