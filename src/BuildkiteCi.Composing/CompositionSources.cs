using System.Collections.Immutable;
using BuildkiteCi.Benchmarks.Cases;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Composing.Builds.Facts;
using BuildkiteCi.Pipelines;

namespace BuildkiteCi.Composing;

/// <summary>All files that a build's pipeline is made of.</summary>
/// <param name="Catalogue">The subjects.</param>
/// <param name="Pipelines">The pipelines that come along in this build, in the order in which they read.</param>
/// <param name="Cases">The benchmark cases that run in this build.</param>
public sealed record CompositionSources(SubjectCatalogue Catalogue, ImmutableArray<ListedPipelineFile> Pipelines, ImmutableArray<CaseFile> Cases)
{
    /// <summary>Reads them from a repository. What could not be understood is missing, its problems stand beside.</summary>
    public static Diagnosed<CompositionSources> Read(IFileTree files, CiSettings settings, BuildIdentity identity) =>
        SubjectCatalogue.Read(files, settings.Folders, settings.Fleet).Then(catalogue => Read(catalogue, files, settings, identity));

    /// <summary>Reads what comes along with a catalogue that has been read.</summary>
    public static Diagnosed<CompositionSources> Read(SubjectCatalogue catalogue, IFileTree files, CiSettings settings, BuildIdentity identity)
    {
        var found = ImmutableArray.CreateBuilder<Diagnostic>();
        var pipelines = settings.Composing.Pipelines.Where(listed => listed.TakesPartIn(identity)).Select(listed => Listed(listed, files, found)).OfType<ListedPipelineFile>().ToImmutableArray();
        return Diagnosed.With(new CompositionSources(catalogue, pipelines, CasesOf(files, settings, identity, found)), found);
    }

    /// <summary>What is wrong where a listed pipeline is missing.</summary>
    internal static Diagnostic NotThere(ListedPipeline listed) =>
        new(CompositionRules.NoSuchPipeline, listed.Location, $"there is no pipeline '{listed.Path}'", "correct its name, or write the file");

    private static ListedPipelineFile? Listed(ListedPipeline listed, IFileTree files, ImmutableArray<Diagnostic>.Builder found)
    {
        var known = found.Count;
        if (files.Read(listed.Path, found) is not { } text)
        {
            if (found.Count == known) found.Add(NotThere(listed));
            return null;
        }

        var document = PipelineDocument.Read(new SourceFile(listed.Path, text));
        found.AddRange(document.Diagnostics);
        return document.Value is { } read ? new ListedPipelineFile(listed, read) : null;
    }

    private static ImmutableArray<CaseFile> CasesOf(IFileTree files, CiSettings settings, BuildIdentity identity, ImmutableArray<Diagnostic>.Builder found)
    {
        var cases = settings.Composing.Cases;
        if (!identity.IsAmong(cases.Builds)) return [];
        var read = ImmutableArray.CreateBuilder<CaseFile>();
        var paths = files.List($"{cases.Folder}/{identity.CaseType ?? cases.DefaultType}").Where(path => path.EndsWith(".json", StringComparison.Ordinal));
        foreach (var source in files.ReadAll(paths, found))
        {
            var file = CaseFileReader.Parse(source, settings.Fleet);
            found.AddRange(file.Diagnostics);
            if (file.Value is not null) read.Add(file.Value);
        }

        found.AddRange(CaseChecks.AcrossFiles(read.ToImmutable()));
        return read.ToImmutable();
    }
}
