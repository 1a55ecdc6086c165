using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Core;
using BuildkiteCi.LocalBuilds.Store;
using BuildkiteCi.Pipelines.Builds;
using BuildkiteCi.Pipelines.Interpolation;
using BuildkiteCi.Testing;

namespace Build.Wiring;

/// <summary>Which stages RunTpuTests runs, and what becomes of their results.</summary>
internal static class StageRuns
{
    /// <summary>The stages that the options name, or the one of the job that this runs in.</summary>
    public static ImmutableArray<StageJob> StageJobs(this BuildContext context)
    {
        var options = context.Options;
        if (options.Has("model-name") && options.Has("feature-name"))
            options.Wrong("feature-name", "excludes --model-name; name one subject, or --all");
        if (options.Switch("all")) return OfStages(context, JobsOf(context, _ => true));
        if (!options.Has("model-name") && !options.Has("feature-name"))
        {
            if (JobEnvironment.IsOfAStage(context.Variables))
                return [context.Report(JobEnvironment.Read(context.Variables, context.Settings.Folders))];
            options.Missing("model-name", "the model to test, or --feature-name, or --all; inside a job CI_TARGET names it");
            return [];
        }

        var option = options.Has("model-name") ? "model-name" : "feature-name";
        var kind = options.Has("model-name") ? SubjectKind.Model : SubjectKind.Feature;
        var name = options.Text(option) ?? "";
        var jobs = JobsOf(context, file => file.File.Folder.Kind == kind);
        var chosen = jobs.RemoveAll(job => job.Target.Text != name);
        if (chosen.IsEmpty && name.Length > 0)
        {
            var known = jobs.Select(job => job.Target.Text).Distinct().ToArray();
            options.Wrong(
                option,
                $"the catalogue has no '{name}' on {GenerationOf(context)}; "
                    + $"{Spelling.Suggest(name, known, "add it with AddModel or AddFeature")}"
            );
        }

        return OfStages(context, chosen);
    }

    /// <summary>How stages are run: by <c>ci.yml</c>, unless an option overrides it.</summary>
    public static StageSettings StageSettings(this BuildContext context)
    {
        var minutes = context.Options.Number("timeout-minutes", 1, 7 * 24 * 60, "number of minutes");
        var settings = context.Settings.Testing;
        return minutes is { } limit ? settings with { Timeout = TimeSpan.FromMinutes((double)limit) } : settings;
    }

    /// <summary>Tells the local build how a step ended; Buildkite sees for itself.</summary>
    public static async Task RecordAsync(this BuildContext context, StageReport report)
    {
        if (context.Build is LocalBuild local && ResultMapping.OutcomeOf(report.Judgement.Verdict) is { } outcome)
            await local.RecordOutcomeAsync(report.Job.Key, outcome, context.Stopping);
    }

    private static Generation GenerationOf(BuildContext context) => context.RequestedGeneration() ?? context.Settings.Fleet.Generations[0];

    private static ImmutableArray<StageJob> JobsOf(BuildContext context, Func<ExpandedFile, bool> condition)
    {
        var generation = GenerationOf(context);
        var catalogue = context.Report(SubjectCatalogue.Read(context.Files, context.Settings.Folders, context.Settings.Fleet));
        return
        [
            .. catalogue.Files.Where(file => file.RunsOn(generation))
                .Select(file => file.For(generation, Variables.None).Value).OfType<ExpandedFile>()
                .Where(condition)
                .SelectMany(file => CatalogueJobs.Of(file)),
        ];
    }

    private static ImmutableArray<StageJob> OfStages(BuildContext context, ImmutableArray<StageJob> jobs)
    {
        if (jobs.IsEmpty || context.Options.Text("stage") is not { } stage) return jobs;
        var chosen = jobs.RemoveAll(job => job.Stage.Name != stage);
        var names = jobs.Select(job => job.Stage.Name).Distinct().ToArray();
        if (chosen.IsEmpty)
            context.Options.Wrong(
                "stage",
                $"there is no stage '{stage}'; {Spelling.Suggest(stage, names, $"there are {string.Join(", ", names)}")}"
            );
        return chosen;
    }
}
