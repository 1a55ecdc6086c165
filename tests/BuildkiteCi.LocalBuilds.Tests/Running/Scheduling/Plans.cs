using System.Collections.Immutable;
using BuildkiteCi.LocalBuilds.Running.Scheduling;
using BuildkiteCi.LocalBuilds.Store;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines;

namespace BuildkiteCi.LocalBuilds.Tests.Running.Scheduling;

/// <summary>Builds plans in a few words, and lets a schedule run with ends that the test decides.</summary>
internal static class Plans
{
    /// <summary>A command step; its place in the upload becomes its index.</summary>
    public static PlannedStep Command(string key, params string[] dependsOn) => new(default, StepKind.Command)
    {
        Key = StepKey.Parse(key),
        DependsOn = dependsOn.Length == 0 ? null : [.. dependsOn.Select(needed => new PlannedDependency(StepKey.Parse(needed)!))],
        Jobs = [JobRules.Strict],
    };

    public static PlannedStep Wait(bool continueOnFailure = false) =>
        new(default, StepKind.Wait) { ContinuesOnFailure = continueOnFailure };

    public static PlannedStep Block(string key) => new(default, StepKind.Block) { Key = StepKey.Parse(key) };

    public static Schedule Upload(this Schedule schedule, int number, StepId? uploader, params PlannedStep[] steps) =>
        schedule.Insert(new UploadedSteps(uploader, [.. steps.Select((step, index) => step with { Id = new StepId(number, index) })]));

    public static Schedule Of(params PlannedStep[] steps) => Schedule.Empty.Upload(1, null, steps);

    public static PlannedStep Find(this Schedule schedule, string key) => schedule.Steps.First(step => step.Key?.Text == key);

    public static StepEnd? EndOf(this Schedule schedule, string key) => schedule.Progress(schedule.Find(key).Id).End;

    public static IEnumerable<string> RunnableKeys(this Schedule schedule) =>
        schedule.Runnable.Select(job => schedule.Step(job.Step).Key!.Text);

    /// <summary>Starts and ends one job.</summary>
    public static Schedule Run(this Schedule schedule, string key, int exitStatus = 0)
    {
        var job = schedule.Runnable.First(job => schedule.Step(job.Step).Key?.Text == key);
        return schedule.Start(job).End(job, new JobEnd(exitStatus));
    }

    /// <summary>Runs everything that can run, one job at a time; the keys named fail with status 1.</summary>
    public static Schedule RunAll(this Schedule schedule, params string[] failing)
    {
        while (schedule.Runnable is [var job, ..])
            schedule = schedule.Start(job).End(job, new JobEnd(failing.Contains(schedule.Step(job.Step).Key?.Text) ? 1 : 0));
        return schedule;
    }
}
