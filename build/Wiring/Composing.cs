using System.Collections.Immutable;
using Build.Options;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Composing;
using BuildkiteCi.Composing.Builds;
using BuildkiteCi.Composing.Builds.Facts;
using BuildkiteCi.Composing.Selecting;
using BuildkiteCi.Composing.Settings;
using BuildkiteCi.Core;
using BuildkiteCi.LocalBuilds.Store;
using BuildkiteCi.Machine;

namespace Build.Wiring;

/// <summary>What Default and GeneratePipeline share: options in, a composition, its uploads out.</summary>
internal static class Composing
{
    /// <summary>The options that both have, as the settings to compose with.</summary>
    public static CompositionSettings CompositionSettings(this BuildContext context)
    {
        var settings = context.Settings.Composing;
        return
            context.Options.Number(
                "max-jobs-per-upload",
                1,
                BuildkiteCi.Composing.Settings.CompositionSettings.MostJobsPerUpload,
                "number of jobs"
            )
                is { } jobs
            ? settings with { JobsPerUpload = (int)jobs }
            : settings;
    }

    /// <summary>The build as its environment tells it, of the kind that the options set, else <paramref name="fallback"/>.</summary>
    public static Diagnosed<BuildIdentity> Identity(this BuildContext context, BuildKind? fallback) =>
        BuildIdentification.Of(
            context.Variables,
            context.Settings,
            context.OtherPipeline(),
            context.Options.Choice("build-kind", BuildKind.All) ?? fallback
        );

    private static OtherPipeline? OtherPipeline(this BuildContext context)
    {
        if (context.Options.Text("pipeline") is not { } name) return null;
        var known = context.Settings.Composing.OtherPipelines;
        if (known.FirstOrDefault(other => other.Name == name) is { } found) return found;
        var names = known.Select(other => other.Name).ToArray();
        context.Options.Wrong(
            "pipeline",
            $"ci.yml has no '{name}' below 'other_pipelines'; "
                + $"{Spelling.Suggest(name, names, names.Length == 0 ? "it has none" : $"it has {string.Join(", ", names)}")}"
        );
        return null;
    }

    /// <summary>Everything that decides what the build does.</summary>
    public static Task<Diagnosed<BuildInputs>> FactsAsync(this BuildContext context, BuildIdentity identity)
    {
        var token = context.Variables.GetValueOrDefault("GITHUB_TOKEN") ?? context.Variables.GetValueOrDefault("GITHUB_PAT");
        var reading = new BuildInputsReading(
            new GitHistory(context.Processes),
            new GitHubLabels(token, address: null),
            context.Files,
            context.Time
        )
        {
            AsksLabels = context.Settings.Composing.AsksLabels,
        };
        return reading.ReadAsync(identity, context.Settings.Builds, context.Stopping);
    }

    /// <summary>The implementation under test (<c>MODEL_IMPL_TYPE</c>).</summary>
    public static ImplementationType Implementation(this BuildContext context) =>
        context.Report(context.Identity(fallback: BuildKind.Other)).Implementation;

    /// <summary>Composes; the result comes with all diagnostics. Wrong usage ends the run.</summary>
    public static Diagnosed<Composition> Compose(this BuildContext context, CompositionRequest request)
    {
        var composed = CompositionSources
            .Read(context.Files, context.Settings, request.Situation)
            .Then(sources => PipelineComposer.Compose(sources, request));
        foreach (var wrong in composed.Diagnostics.Where(diagnostic => diagnostic.Rule == SubjectSelection.NothingChosen))
            context.Options.Wrong("only", $"{wrong.Message}; {wrong.Fix}");
        context.Options.Check();
        return PipelineComposer.Judge(composed, request.Facts);
    }

    /// <summary>
    /// The composition with all that is wrong with the change that this build is about, whether or not this build holds it: its night
    /// would fail for it. What was wrong before is shown on the build's page and stops nobody; where there is neither a change nor a page,
    /// nothing more is checked.
    /// </summary>
    public static async Task<Diagnosed<Composition>> JudgeChangeAsync(
        this BuildContext context,
        Diagnosed<Composition> composed,
        BuildInputs facts,
        bool onPage
    )
    {
        if (!onPage && facts.Identity.Kind != BuildKind.PullRequest && facts.Identity.Kind != BuildKind.PostMerge) return composed;
        var checks = await context.ChangeChecksAsync(context.Validate(named: null), facts.Identity, facts.Changes);
        if (onPage && CompositionNote.Others(checks.Others) is { } note)
            await CompositionNote.TryShowAsync(note, context.Build, context.Stopping);
        return composed with
        {
            Diagnostics =
            [
                .. checks
                    .OfTheChange.Concat(composed.Diagnostics)
                    .DistinctBy(diagnostic => (diagnostic.Rule.Code, diagnostic.Location, diagnostic.Message)),
            ],
        };
    }

    /// <summary>Shows the pipeline as a tree and, where that is asked for, why each step is in or out.</summary>
    public static void Show(this BuildContext context, Composition composition, BuildIdentity identity, bool explains)
    {
        context.Console.Write(PipelineTree.Of(composition, identity));
        if (!explains) return;
        foreach (var reason in Explanation.Of(composition))
            context.Say(
                $"{(reason.IsIn ? "in " : "out")} {reason.Generation,-4} {reason.Step}: "
                    + $"{reason.Reason}{(reason.Path.Length > 0 ? $" ({reason.Path})" : "")}"
            );
    }

    public static void WriteUploads(this BuildContext context, Composition composition, string folder)
    {
        UploadFiles.Write(composition, new DiskFileTree(folder));
        context.Say(
            $"{composition.Uploads.Length} upload{(composition.Uploads.Length == 1 ? "" : "s")} and their meta-data are in "
                + $"{BuildContext.Shown(folder)}"
        );
    }

    public static async Task UploadAsync(this BuildContext context, Composition composition, CompositionRequest request)
    {
        using var held = context.Build is LocalBuild ? await context.HoldStateAsync("GeneratePipeline") : null;
        if (held is not null) await context.LocalBuild.BeginAsync(held, context.Stopping);
        await CompositionUpload.SendAsync(
            composition,
            context.Build,
            CompositionNote.Of(composition, request),
            request.Facts.Identity.IsRetry,
            context.Stopping
        );
        context.Say(
            composition.Uploads.Length switch
            {
                0 => "Nothing has to be uploaded.",
                1 => "1 upload is in the build",
                var n => $"{n} uploads are in the build",
            }
        );
    }
}
