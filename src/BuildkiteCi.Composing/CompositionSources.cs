using System.Collections.Immutable;
using BuildkiteCi.Benchmarks.Cases;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Composing.Settings;
using BuildkiteCi.Core;
using BuildkiteCi.Pipelines.Interpolation;
using BuildkiteCi.Pipelines;
using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.Composing;

/// <summary>All files that a build's pipeline is made of.</summary>
/// <param name="Catalogue">The subjects.</param>
/// <param name="Pipelines">The pipelines that come along in this build, in the order in which they read.</param>
/// <param name="Cases">The benchmark cases that run in this build.</param>
public sealed record CompositionSources(
    SubjectCatalogue Catalogue,
    ImmutableArray<ListedPipelineFile> Pipelines,
    ImmutableArray<CaseFile> Cases
)
{
    /// <summary>A listed pipeline is not there.</summary>
    internal static Rule NoSuchPipeline { get; } = new("U001", Severity.Error, "A pipeline that ci.yml lists is not there",
        "pipelines:\n  - { file: .buildkite/pipeline_dokcer.yml }\n",
        "pipelines:\n  - { file: .buildkite/pipeline_docker.yml }\n")
    {
        Why = "A pipeline file was moved. Builds went on without it, and nobody missed its steps until a release.",
    };

    /// <summary>The key of the step that checks changed cases, for which the cases' steps wait; null: there is none.</summary>
    public StepKey? CaseValidation { get; init; }

    /// <summary>Reads them from a repository. What could not be understood is missing, its problems stand beside.</summary>
    public static Diagnosed<CompositionSources> Read(IFileTree files, CiSettings settings, BuildSituation build) =>
        SubjectCatalogue.Read(files, settings.Folders, settings.Fleet).Then(catalogue => Read(catalogue, files, settings, build));

    /// <summary>Reads what comes along with a catalogue that has been read.</summary>
    public static Diagnosed<CompositionSources> Read(SubjectCatalogue catalogue, IFileTree files, CiSettings settings, BuildSituation build)
    {
        var found = ImmutableArray.CreateBuilder<Diagnostic>();
        var identity = build.Facts.Identity;
        var pipelines = settings.Composing.PipelinesOf(identity)
            .Where(listed => listed.When.Unmet(build) is null)
            .Select(listed => Listed(listed, files, build, found)).OfType<ListedPipelineFile>().ToImmutableArray();
        if (settings.Composing.Other(identity) is not null)
            return Diagnosed.With(new CompositionSources(new SubjectCatalogue([]), pipelines, []), found);

        var cases = CasesInBuild.Of(files, settings, build, found);
        var validation =
            cases.Validates && settings.Composing.Cases.Validation is { } path
                ? Listed(ListedPipeline.Of(path) with { Place = PagePlace.Below }, files, build, found)
                : null;
        return Diagnosed.With(
            new CompositionSources(catalogue, validation is null ? pipelines : pipelines.Add(validation), cases.Files)
            {
                CaseValidation = validation
                    ?.Document.AllSteps.Select(step => StepKey.Parse(step.Key?.Canonical ?? ""))
                    .FirstOrDefault(key => key is not null),
            },
            found);
    }

    /// <summary>What is wrong where a listed pipeline is missing.</summary>
    internal static Diagnostic NotThere(ListedPipeline listed, string path) =>
        new(NoSuchPipeline, listed.Location, $"there is no pipeline '{path}'", "correct its name, or write the file");

    private static ListedPipelineFile? Listed(
        ListedPipeline listed,
        IFileTree files,
        BuildSituation build,
        ImmutableArray<Diagnostic>.Builder found
    )
    {
        var path = listed.PathIn(build.Environment);
        var known = found.Count;
        if (RelativePath.Parse(path) is not { } below || files.Read(below, found) is not { } text)
        {
            if (found.Count == known) found.Add(NotThere(listed, path));
            return null;
        }

        var document = PipelineDocument.Read(new SourceFile(below, text));
        found.AddRange(document.Diagnostics);
        return document.Value is { } read ? new ListedPipelineFile(listed, StepFilter.Apply(read, listed, found)) : null;
    }
}

/// <summary>A pipeline that comes along, read and not yet expanded.</summary>
/// <param name="Listed">Its entry in <c>ci.yml</c>.</param>
/// <param name="Document">What the file holds.</param>
public sealed record ListedPipelineFile(ListedPipeline Listed, PipelineDocument Document);
