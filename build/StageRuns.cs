using System.Collections.Immutable;
using Build.Reporting;
using BuildkiteCi;
using BuildkiteCi.Builds;
using BuildkiteCi.Builds.Local;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Pipelines.Interpolation;
using BuildkiteCi.Testing;

namespace Build;

/// <summary>Which stages RunTpuTests runs, and what becomes of their results.</summary>
internal static class StageRuns
{
    /// <summary>The stages that the options name, or the one of the job that this runs in.</summary>
    public static ImmutableArray<StageJob> StageJobs(this BuildContext context)
    {
        var options = context.Options;
        if (!options.Has("model-name") && !options.Has("feature-name"))
        {
            if (JobEnvironment.IsOfAStage(context.Variables)) return [context.Report(JobEnvironment.Read(context.Variables, context.Settings.Folders))];
            options.Missing("model-name", "the model to test, or --feature-name; inside a job CI_TARGET says it");
            return [];
        }

        var kind = options.Has("model-name") ? SubjectKind.Model : SubjectKind.Feature;
        var jobs = JobsOf(context, kind, options.Text(kind == SubjectKind.Model ? "model-name" : "feature-name") ?? "");
        return jobs.IsEmpty || options.Text("stage") is not { } stage ? jobs : OfStage(context, jobs, stage);
    }

    /// <summary>Tells the local build how a step ended; Buildkite sees for itself.</summary>
    public static async Task RecordAsync(this BuildContext context, StageReport report)
    {
        if (context.Build is LocalBuild local && report.Judgement.Verdict != StageVerdict.Unverified)
            await local.RecordOutcomeAsync(report.Job.Key, Outcome(report.Judgement.Verdict), context.Stopping);
    }

    private static Outcome Outcome(StageVerdict verdict) => verdict switch
    {
        StageVerdict.Passed or StageVerdict.Stated => BuildkiteCi.Builds.Outcome.Passed,
        StageVerdict.Failed => BuildkiteCi.Builds.Outcome.HardFailed,
        _ => BuildkiteCi.Builds.Outcome.Errored,
    };

    private static ImmutableArray<StageJob> JobsOf(BuildContext context, SubjectKind kind, string name)
    {
        var fleet = context.Settings.Fleet;
        var generation = context.Options.Choice("tpu", fleet.Generations) ?? fleet.Generations[0];
        var catalogue = context.Report(SubjectCatalogue.Read(context.Files, context.Settings.Folders, fleet));
        var files = catalogue.Files.Where(file => file.Folder.Kind == kind && file.RunsOn(generation))
            .Select(file => file.For(generation, Variables.None).Value).OfType<ExpandedFile>().ToArray();
        ImmutableArray<StageJob> jobs = [.. files.SelectMany(file => CatalogueJobs.Of(file)).Where(job => job.Target.Text == name)];
        if (jobs.IsEmpty && name.Length > 0)
        {
            var known = files.SelectMany(file => file.Stages).Select(stage => stage.Target).Distinct().ToArray();
            context.Options.Wrong(kind == SubjectKind.Model ? "model-name" : "feature-name",
                $"the catalogue has no '{name}' on {generation}; {Spelling.Suggest(name, known, "add it with AddModel or AddFeature")}");
        }

        return jobs;
    }

    private static ImmutableArray<StageJob> OfStage(BuildContext context, ImmutableArray<StageJob> jobs, string stage)
    {
        var chosen = jobs.RemoveAll(job => job.Stage.Name != stage);
        var names = jobs.Select(job => job.Stage.Name).ToArray();
        if (chosen.IsEmpty) context.Options.Wrong("stage", $"'{jobs[0].Target}' has no stage '{stage}'; {Spelling.Suggest(stage, names, $"it has {string.Join(", ", names)}")}");
        return chosen;
    }
}
