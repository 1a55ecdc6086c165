using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Composing.Builds;
using BuildkiteCi.Composing.Builds.Facts;
using BuildkiteCi.Composing.Collecting;
using BuildkiteCi.Composing.Selecting;
using BuildkiteCi.Composing.Settings;
using BuildkiteCi.Pipelines;
using BuildkiteCi.Pipelines.Checks;

namespace BuildkiteCi.Composing;

/// <summary>
/// Composes a build's pipeline. Its page reads: the pipelines that come along, one group per generation, the benchmark cases, the pipelines
/// that stand below, and behind a wait what judges and publishes the results.
/// </summary>
public static class PipelineComposer
{
    /// <summary>Composes the uploads. Files with errors are left out of them; the errors stand beside.</summary>
    public static Diagnosed<Composition> Compose(CompositionSources sources, CompositionRequest request) =>
        Compose(sources, request, _ => { });

    /// <summary>The same for who looks at each pipeline, too, while it is there to be checked.</summary>
    internal static Diagnosed<Composition> Compose(
        CompositionSources sources,
        CompositionRequest request,
        Action<PipelineDocument> look
    )
    {
        var found = new DiagnosticBag(onePerPlace: true);
        var expansion = new BuildVariables(request, found);
        var selected = SubjectSelection.Select(sources.Catalogue, request);
        found.AddRange(selected.Diagnostics);
        var generations = GenerationTests.Of(selected.Value!, request, expansion, found);
        ImmutableArray<ReplacedKeys> replaced =
        [
            new ReplacedKeys(request.Settings.Replaced),
            .. generations.Select(one => one.Collected.Replaced),
        ];
        var listed = ListedDocuments.Expand(sources.Pipelines, request, expansion, found)
            .Select(part =>
                part with
                {
                    Steps = [.. part.Steps.Select(step => PageStep.Of(replaced.Aggregate(step.ToStep(), (one, keys) => keys.Apply(one))))],
                }
            )
            .ToImmutableArray();

        var page = new BuildPage(request, listed);
        ImmutableArray<PagePart> parts =
        [
            .. Placed(PagePlace.Above),
            .. generations
                .Where(one => one.Collected.Files.Any(file => !file.Sizes.IsEmpty))
                .Select(one => page.Group(one.Generation, one.Collected.Files)),
            .. new CasePage(request, page, expansion, found).Groups(sources),
            .. Placed(PagePlace.Below),
        ];
        IEnumerable<PagePart> Placed(PagePlace place) => listed.Where(part => part.Place == place);

        ImmutableArray<ComposedFile> files = [.. generations.SelectMany(one => one.Collected.Files)];
        var refused = new DiagnosticBag(onePerPlace: true);
        var uploads = UploadBatches.Split(
            page.Notifying([.. parts, .. page.Results(parts, files), .. Placed(PagePlace.End)]),
            request.Settings.JobsPerUpload,
            refused
        );
        if (SharedProgram.Of(request.Environment) is { } shared) uploads = [.. uploads.Select(shared.NameIn)];
        (uploads, var problems) = Checked(uploads, request, expansion, look);
        refused.AddRange(problems);
        found.AddRange(refused.All);
        return Diagnosed.With(
            new Composition(uploads, files, CompositionMetaData.Of(request, generations.Select(one => one.Collected), sources.Cases))
            {
                Choices = [.. generations.SelectMany(one => one.Choices)],
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

    // The uploads with what was counted in them, and what Buildkite would refuse. What only deserves a warning is said where files are
    // validated, not again in every build.
    private static (ImmutableArray<ComposedUpload> Uploads, IEnumerable<Diagnostic> Refused) Checked(
        ImmutableArray<ComposedUpload> uploads,
        CompositionRequest request,
        BuildVariables variables,
        Action<PipelineDocument> look
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
        var counted = uploads.ToBuilder();
        var found = PipelineChecks.Of(Documents(), scope);
        return (counted.ToImmutable(), found.Where(diagnostic => diagnostic.Severity == Severity.Error));

        // From the top of the page, each while it is looked at.
        IEnumerable<PipelineDocument> Documents()
        {
            for (var i = uploads.Length - 1; i >= 0; i--)
            {
                var document = uploads[i].Document;
                counted[i] = uploads[i].Counted(document);
                look(document);
                yield return document;
            }
        }
    }
}
