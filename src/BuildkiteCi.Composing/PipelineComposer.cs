using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Composing.Builds;
using BuildkiteCi.Composing.Builds.Facts;
using BuildkiteCi.Composing.Collecting;
using BuildkiteCi.Composing.Selecting;
using BuildkiteCi.Composing.Settings;
using BuildkiteCi.Pipelines.Checks;

namespace BuildkiteCi.Composing;

/// <summary>
/// Composes a build's pipeline. Its page reads: the pipelines that come along, one group per generation, the benchmark cases, the pipelines
/// that stand below, and behind a wait what judges and publishes the results.
/// </summary>
public static class PipelineComposer
{
    /// <summary>Composes the uploads. Files with errors are left out of them; the errors stand beside.</summary>
    public static Diagnosed<Composition> Compose(CompositionSources sources, CompositionRequest request)
    {
        var found = new DiagnosticBag(onePerPlace: true);
        var expansion = new BuildVariables(request, found);
        var selected = SubjectSelection.Select(sources.Catalogue, request);
        found.AddRange(selected.Diagnostics);
        var generations = request
            .Generations.Select(generation =>
                OfGeneration([.. selected.Value!.Where(choice => choice.Generation == generation)], request, expansion, found)
            )
            .ToImmutableArray();
        ImmutableArray<ReplacedKeys> replaced =
        [
            new ReplacedKeys(request.Settings.Replaced),
            .. generations.Select(one => one.Collected.Replaced),
        ];
        var listed = ListedDocuments.Expand(sources.Pipelines, request, expansion, found)
            .Select(part =>
                part with
                {
                    Steps = [.. part.Steps.Select(step => replaced.Aggregate(step, (one, keys) => keys.Apply(one)))],
                }
            )
            .ToImmutableArray();

        var page = new BuildPage(request, listed);
        ImmutableArray<PagePart> parts =
        [
            .. Placed(PagePlace.Above),
            .. generations
                .Where(one => one.Collected.Files.Any(file => !file.Steps.IsEmpty))
                .Select(one => page.Group(one.Generation, one.Collected.Files)),
            .. new CasePage(request, page, expansion, found).Groups(sources),
            .. Placed(PagePlace.Below),
        ];
        IEnumerable<PagePart> Placed(PagePlace place) => listed.Where(part => part.Place == place);

        ImmutableArray<ExpandedFile> files = [.. generations.SelectMany(one => one.Collected.Files)];
        var refused = new DiagnosticBag(onePerPlace: true);
        var uploads = UploadBatches.Split(
            page.Notifying([.. parts, .. page.Results(parts, files), .. Placed(PagePlace.End)]),
            request.Settings.JobsPerUpload,
            refused
        );
        if (SharedProgram.Of(request.Environment) is { } shared) uploads = [.. uploads.Select(shared.NameIn)];
        refused.AddRange(WhatBuildkiteWouldRefuse(uploads, request, expansion));
        found.AddRange(refused.All);
        return Diagnosed.With(
            new Composition(uploads, files, CompositionMetaData.Of(request, generations.Select(one => one.Collected), sources.Cases))
            {
                Choices = [.. generations.SelectMany(one => one.Choices)],
                LeftOut = [.. generations.SelectMany(one => one.Collected.LeftOut)],
                Refused = refused.All,
            },
            found.All);
    }

    /// <summary>
    /// What of the problems stops a build. A pull request is not held up by what it does not change, except where its own uploads could not
    /// run: a step that waits for one which is in no upload waits for ever, in whichever file it is.
    /// </summary>
    public static Diagnosed<Composition> Judge(Diagnosed<Composition> composed, BuildInputs facts)
    {
        if (facts.Identity.Kind != BuildKind.PullRequest || composed.Value is not { } composition) return composed;
        return composed with
        {
            Diagnostics = [.. facts.Changes.Judge(composed.Diagnostics.RemoveRange(composition.Refused)), .. composition.Refused],
        };
    }

    // What only deserves a warning is said where files are validated, not again in every build.
    private static IEnumerable<Diagnostic> WhatBuildkiteWouldRefuse(
        ImmutableArray<ComposedUpload> uploads,
        CompositionRequest request,
        BuildVariables variables
    )
    {
        var scope = new CheckScope
        {
            IsWholeBuild = true,
            Queues = request.Queues.IsEmpty ? null : [.. request.Queues],
            OtherKeys = request.Facts.Identity.ComposingStep is { } step ? [step.Text] : [],
            Variables = variables.OfBuild,
            // The uploads are cut by the settings' number, and the build's own limit is warned about: an organisation may have a higher
            // one.
            MaxJobsPerUpload = int.MaxValue,
            MaxJobsPerBuild = int.MaxValue,
        };
        return PipelineChecks
            .Of([.. uploads.Reverse().Select(upload => upload.Document)], scope)
            .Where(diagnostic => diagnostic.Severity == Severity.Error);
    }

    private static (Generation Generation, ImmutableArray<FileChoice> Choices, CollectedFiles Collected) OfGeneration(
        ImmutableArray<FileChoice> choices, CompositionRequest request, BuildVariables expansion, DiagnosticBag found)
    {
        var generation = choices.IsEmpty ? request.Generations[0] : choices[0].Generation;
        var variables = expansion.Of(generation);
        var expanded = new Dictionary<CatalogueFile, Diagnosed<ExpandedFile>>(ReferenceEqualityComparer.Instance);
        Diagnosed<ExpandedFile> Expand(CatalogueFile file)
        {
            if (!expanded.TryGetValue(file, out var known)) expanded[file] = known = file.For(generation, variables);
            return known;
        }

        choices = NeededFiles.BringIn(choices, file => Expand(file).Value);
        var files = ImmutableArray.CreateBuilder<ExpandedFile>();
        foreach (var choice in choices.Where(choice => choice.IsIn))
        {
            var file = Expand(choice.File);
            found.AddRange(file.Diagnostics);
            if (file.Value is not null) files.Add(file.Value);
        }

        var collected = request.Collects == false
            ? new CollectedFiles(files.ToImmutable(), [], ImmutableSortedDictionary<string, string>.Empty, ReplacedKeys.None)
            : ResultCollecting.Collect(files.ToImmutable(), request.Collects ?? request.Settings.CollectsRecorded);
        return (generation, choices, collected);
    }
}
