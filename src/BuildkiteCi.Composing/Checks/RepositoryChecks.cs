using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using BuildkiteCi.Benchmarks.Cases;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Composing.Builds;
using BuildkiteCi.Composing.Checks.Declared;
using BuildkiteCi.Composing.Selecting;
using BuildkiteCi.Composing.Settings;
using BuildkiteCi.Core.Problems;
using BuildkiteCi.Pipelines;
using BuildkiteCi.Pipelines.Checks;
using BuildkiteCi.Pipelines.Checks.Commands;
using BuildkiteCi.Pipelines.Discovery;
using BuildkiteCi.Pipelines.Interpolation;
using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.Composing.Checks;

/// <summary>Everything that can be said of what a repository gives to CI: catalogue, pipelines, benchmark cases, together.</summary>
public static class RepositoryChecks
{
    /// <summary>The pipeline files that the agent would find; it refuses more than one.</summary>
    public static ImmutableArray<SourceFile> UsualPipelines(IFileTree files) =>
        [.. PipelineFiles.Defaults.Select(path => files.Read(path) is { } text ? new SourceFile(path, text) : null).OfType<SourceFile>()];

    /// <summary>Checks the repository by its own <c>ci.yml</c>, that file and the agent's usual pipeline included.</summary>
    /// <param name="files">The repository.</param>
    /// <param name="variables">The process's variables.</param>
    public static ImmutableArray<Diagnostic> Of(IFileTree files, IReadOnlyDictionary<string, string> variables)
    {
        var settings = CiSettings.Read(files);
        return [.. settings.Diagnostics, .. settings.HasErrors ? [] : Of(files, settings.Value!, UsualPipelines(files), variables)];
    }

    /// <summary>Checks the catalogue for each generation with the pipelines that come along, and every benchmark case.</summary>
    /// <param name="files">The repository.</param>
    /// <param name="settings">The settings of <c>ci.yml</c>.</param>
    /// <param name="pipelines">Pipeline files beside those that the settings list.</param>
    /// <param name="variables">The process's variables; a generation's own win over them.</param>
    /// <returns>Everything found, once, by place.</returns>
    public static ImmutableArray<Diagnostic> Of(
        IFileTree files,
        CiSettings settings,
        ImmutableArray<SourceFile> pipelines,
        IReadOnlyDictionary<string, string> variables
    )
    {
        files = new FilesReadOnce(files);
        var documents = new DocumentsReadOnce();
        var catalogue = SubjectCatalogue.Read(files, settings.Folders, settings.Fleet, keepsTexts: true);
        var listed = Listed(files, settings.Composing);
        var discovered = PipelineFiles
            .Find(files)
            .Where(file => !IsOfCatalogue(file.Path, settings) && !IsTemplate(file))
            .ToImmutableArray();
        ImmutableArray<SourceFile> uploaded = [.. pipelines.Concat(listed.Files).DistinctBy(file => file.Path)];
        ImmutableArray<CatalogueFile> subjects =
        [
            .. catalogue.Value!.Files.Select(file => SubjectSelection.Limited(file, settings.Composing.OnlyOn)),
        ];
        var scope = Scope(files, settings, variables);
        DryRun builds = null!;
        ImmutableArray<Diagnostic> ofSubjects = [], ofUploads = [], ofOthers = [], ofCommands = [], ofFiles = [];
        // None asks for what another one finds; the longest come first.
        AtOnce(
            () =>
                ofCommands = CommandChecks.Of(
                    subjects.Select(file => file.Pipeline).Concat(documents.Read(uploaded.Concat(discovered))),
                    files,
                    UnsetVariables.Known(files, settings)
                ),
            () =>
            {
                builds = DryRun.Of(catalogue.Value!, files, settings, FirstKey(pipelines), variables);
                ofUploads = UploadChecks.Of(
                    subjects,
                    uploaded,
                    settings.Fleet.Generations,
                    documents,
                    scope with
                    {
                        OtherKeys = builds.Keys,
                        IsWholeBuild = true,
                    }
                );
            },
            () => ofSubjects = CatalogueChecks.Of(subjects, settings.Fleet, Variables.Of(variables)),
            () =>
                ofOthers =
                [
                    .. Discovered(
                        [.. discovered.Where(file => uploaded.All(known => known.Path != file.Path))],
                        documents,
                        scope,
                        settings.Fleet,
                        files
                    ),
                ],
            () =>
                ofFiles =
                [
                    .. UnsetVariables
                        .Of(files, settings, subjects)
                        .Concat(Cases(files, settings))
                        .Concat(UnreadFolder.Of(files, settings))
                        .Concat(UnreadCases.Of(files, settings))
                        .Concat(UnknownStatus.OfScripts(subjects, settings.Fleet, files)),
                ]
        );
        var found = OneFactOnce(
            subjects,
            [
                .. catalogue
                    .Diagnostics.Concat(ofSubjects)
                    .Concat(ofUploads)
                    .Concat(ofOthers)
                    .Concat(PipelineFiles.SeveralDefaults(files))
                    .Concat(ofCommands)
                    .Concat(listed.Missing)
                    .Concat(ofFiles)
                    .Concat(builds.Found)
                    .DistinctBy(diagnostic => (diagnostic.Rule.Code, diagnostic.Location))
                    .OrderBy(diagnostic => diagnostic.Location),
            ]
        );
        found = OtherForm.AsQuestions(
            found,
            [
                .. settings
                    .Folders.SelectMany(folder => files.List($"{SubjectCatalogue.Home}/{folder.Name}"))
                    .Where(path => Path.GetExtension(path) is ".yml" or ".yaml"),
            ]
        );
        return InlineSilencing.Apply(found, WithComments(files, found));
    }

    // A failure of one is thrown as it is, as if they had run one after the other.
    private static void AtOnce(params Action[] checks)
    {
        try
        {
            Parallel.Invoke(checks);
        }
        catch (AggregateException failures)
        {
            ExceptionDispatchInfo.Throw(failures.InnerExceptions[0]);
        }
    }

    // Files of CI, and those that a problem was found in.
    private static IEnumerable<SourceFile> WithComments(IFileTree files, ImmutableArray<Diagnostic> found) =>
        files.List(SubjectCatalogue.Home).Where(path => Path.GetExtension(path) is ".yml" or ".yaml" or ".sh" or ".bash")
            .Concat(found.Where(diagnostic => diagnostic.Location.Line > 0).Select(diagnostic => diagnostic.Location.Path))
            .Distinct(StringComparer.Ordinal)
            .Select(path => files.Read(path, []) is { } text ? new SourceFile(path, text) : null).OfType<SourceFile>();

    // A stage that runs nothing because its TODO is open is one fact: the TODO's place is where it is mended. A variable that no build sets
    // is the same fact for the upload and for the command; where the command sets it, that is what is wrong.
    private static ImmutableArray<Diagnostic> OneFactOnce(ImmutableArray<CatalogueFile> files, ImmutableArray<Diagnostic> found)
    {
        var todos = found
            .Where(diagnostic => diagnostic.Rule == Unfilled.Definition)
            .ToLookup(diagnostic => diagnostic.Location.Path, diagnostic => diagnostic.Location.Line, StringComparer.Ordinal);
        var byPath = files.ToDictionary(file => file.Path, StringComparer.Ordinal);
        var lines = new Dictionary<string, int[]>(StringComparer.Ordinal);
        var empty = PlacesOf(UnsetVariables.Unset);
        var emptied = PlacesOf(EmptiedVariable.Definition);
        return found.RemoveAll(diagnostic =>
            (diagnostic.Rule == Placeholder.Definition && IsOpen(diagnostic.Location))
            || (diagnostic.Rule == UnsetVariable.Definition && empty.Contains(diagnostic.Location))
            || (diagnostic.Rule == UnsetVariables.Unset && emptied.Contains(diagnostic.Location))
        );

        HashSet<SourceLocation> PlacesOf(Rule rule) => [.. found.Where(diagnostic => diagnostic.Rule == rule).Select(one => one.Location)];

        bool IsOpen(SourceLocation step)
        {
            var next = LinesOfSteps(step.Path).FirstOrDefault(line => line > step.Line, int.MaxValue);
            return todos[step.Path].Any(line => line >= step.Line && line < next);
        }

        int[] LinesOfSteps(string path)
        {
            if (lines.TryGetValue(path, out var known)) return known;
            return lines[path] = byPath.TryGetValue(path, out var file)
                ? [.. file.Pipeline.AllSteps.Select(step => step.Location.Line).Order()]
                : [];
        }
    }

    /// <summary>What is known of a repository's pipelines beside their files: queues, and the variables that a build is composed
    /// with.</summary>
    public static CheckScope Scope(IFileTree files, CiSettings settings, IReadOnlyDictionary<string, string> variables) => new()
    {
        Queues = settings.DeclaresQueues || HasCatalogue(files, settings) ? [.. settings.Fleet.Queues] : null,
        Variables = Variables.Of(variables).With(DryRun.Facts(DryRun.Identity(BuildKind.Nightly, settings), files, settings).Variables),
    };

    /// <summary>Checks pipeline files that are none of the repository's own, each for itself, with what their steps run.</summary>
    /// <param name="pipelines">The files; their commands run in the repository.</param>
    /// <param name="files">The repository.</param>
    /// <param name="settings">What its <c>ci.yml</c> sets.</param>
    /// <param name="variables">The process's variables.</param>
    public static ImmutableArray<Diagnostic> OfOthers(
        ImmutableArray<SourceFile> pipelines,
        IFileTree files,
        CiSettings settings,
        IReadOnlyDictionary<string, string> variables
    )
    {
        var documents = new DocumentsReadOnce();
        ImmutableArray<Diagnostic> found =
        [
            .. Discovered(pipelines, documents, Scope(files, settings, variables), settings.Fleet, files)
                .Concat(CommandChecks.Of(documents.Read(pipelines), files, UnsetVariables.Known(files, settings)))
                .OrderBy(diagnostic => diagnostic.Location),
        ];
        return InlineSilencing.Apply(found, pipelines);
    }

    // Pipelines that nobody lists: each is checked for itself, since what else its build holds is not known.
    private static IEnumerable<Diagnostic> Discovered(
        ImmutableArray<SourceFile> pipelines,
        DocumentsReadOnce documents,
        CheckScope scope,
        Fleet fleet,
        IFileTree files
    )
    {
        scope = scope with { OwnAttributes = PipelineChecks.OwnAttributes(documents.Read(pipelines), files) };
        return pipelines.SelectMany(file => UploadChecks.Of([], [file], GenerationsOf(file, fleet), documents, scope));
    }

    // A file that uses no generation's variable is the same for all of them.
    private static ImmutableArray<Generation> GenerationsOf(SourceFile file, Fleet fleet) =>
        fleet.Generations.Any(generation => generation.Variables.Keys.Any(name => file.Text.Contains(name, StringComparison.Ordinal)))
            ? fleet.Generations
            : [.. fleet.Generations.Take(1)];

    private static bool IsOfCatalogue(string path, CiSettings settings) =>
        path == CiSettings.Path
        || settings.Folders.Any(folder => path.StartsWith($"{SubjectCatalogue.Home}/{folder.Name}/", StringComparison.Ordinal));

    private static bool IsTemplate(SourceFile file) => file.Path.Contains("template", StringComparison.OrdinalIgnoreCase);

    // A catalogue for the built-in generations is one for the built-in fleet.
    private static bool HasCatalogue(IFileTree files, CiSettings settings) =>
        settings.Folders.Any(folder => !files.List($"{SubjectCatalogue.Home}/{folder.Name}").IsEmpty);

    private static StepKey? FirstKey(ImmutableArray<SourceFile> pipelines) =>
        pipelines
            .SelectMany(pipeline => PipelineDocument.Read(pipeline).Value?.AllSteps ?? [])
            .Select(step => StepKey.Parse(step.Key?.Canonical ?? ""))
            .FirstOrDefault(key => key is not null);

    private static (IEnumerable<SourceFile> Files, IEnumerable<Diagnostic> Missing) Listed(IFileTree files, CompositionSettings settings)
    {
        var unusable = new List<Diagnostic>();
        var read = settings
            .Pipelines.Concat(settings.OtherPipelines.SelectMany(other => other.Pipelines))
            .DistinctBy(listed => listed.Path)
            .Select(listed => (Listed: listed, Text: files.Read(listed.Path, unusable)))
            .ToArray();
        return (
            read.Where(one => one.Text is not null && settings.Pipelines.Contains(one.Listed))
                .Select(one => new SourceFile(one.Listed.Path, one.Text!)),
            read.Where(one => one.Text is null && unusable.TrueForAll(problem => problem.Location.Path != one.Listed.Path))
                .Select(one => CompositionSources.NotThere(one.Listed, one.Listed.Path))
                .Concat(unusable)
        );
    }

    private static IEnumerable<Diagnostic> Cases(IFileTree files, CiSettings settings)
    {
        var unusable = new List<Diagnostic>();
        var read = files
            .ReadAll(files.List(settings.Composing.Cases.Folder).Where(path => path.EndsWith(".json", StringComparison.Ordinal)), unusable)
            .Select(file => CaseFileReader.Parse(file, settings.Fleet)).ToArray();
        return unusable
            .Concat(read.SelectMany(file => file.Diagnostics))
            .Concat(CaseRule.AcrossFiles([.. read.Select(file => file.Value).OfType<CaseFile>()]));
    }
}
