using Build.Options;
using BuildkiteCi.Machine;
using BuildkiteCi.Testing;
using Cake.Core;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName("RunTpuTests")]
[CleansUp]
[TaskDescription("Runs the stages of a subject; inside a job, that job's stage")]
[Option("model-name", "NAME", "the model to test; inside a job, CI_TARGET names it")]
[Option("feature-name", "NAME", "the feature to test")]
[Option("all", "", "test every subject of the catalogue")]
[Option("stage", "STAGE", "the stage to run: UnitTest; default: all of the subject's, in order")]
[Option("tpu", OptionValue.Generation, "the TPU generation to test as; default: the fleet's first")]
[Option(
    "runner",
    "docker|host",
    "where the command runs: in a container (the default), or on this machine itself; the variable CI_RUNNER sets it, too"
)]
[Option("image", "NAME:TAG", "the container's image; default: ci.yml's, tagged with the commit, and vLLM's where it is known")]
[Option("timeout-minutes", "NUMBER", "end a command after this long; default: as in ci.yml")]
public sealed class RunTpuTestsTask : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        var jobs = context.StageJobs();
        var settings = context.StageSettings();
        var container = await context.ContainerAsync();

        await context.NeedTpuAsync(container, jobs);

        using var held = context.ShareState("RunTpuTests");
        var machine = new StageDependencies(
            context.Processes,
            context.Build,
            new DiskFileTree(context.ResultsFolder),
            new ConsoleStageLog(context.Say),
            context.Time
        )
        {
            Fleet = context.Settings.Fleet,
        };
        var runner = new StageRunner(machine, settings);
        var reports = new List<StageReport>();
        foreach (var job in jobs)
        {
            // A later stage of a subject builds on the earlier one.
            if (reports.Exists(report => !report.Succeeded && report.Job.Target == job.Target)) continue;
            var report = await runner.RunAsync(job, container, context.Stopping);
            await context.RecordAsync(report);
            reports.Add(report);
            // The only stage's failure is the error that ends the run.
            if (report.Succeeded || jobs.Length > 1) context.Say(report.ToString());
        }

        if (StageSummary.Error(reports, jobs.Length) is { } error) throw new CakeException(1, error);
    }
}
