using Build.Options;
using BuildkiteCi.Machine;
using BuildkiteCi.Testing;
using Cake.Core;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName("RunTpuTests")]
[TaskDescription("Runs the stages of a subject; inside a job, that job's stage")]
[Option("model-name", "NAME", "the model to test; inside a job, CI_TARGET says it")]
[Option("feature-name", "NAME", "the feature to test")]
[Option("all", "", "test every subject of the catalogue")]
[Option("stage", "STAGE", "the stage to run: UnitTest; default: all of the subject's, in order")]
[Option("tpu", OptionValue.Generation, "the TPU generation that is stood in for; default: the fleet's first")]
[Option("runner", "docker|host", "where the command runs: in a container (the default), or on this machine itself")]
[Option("image", "NAME:TAG", "the container's image; default: ci.yml's, tagged with the commit, and vLLM's where it is known")]
[Option("timeout-minutes", "NUMBER", "after this long a command is ended; default: as ci.yml says")]
public sealed class RunTpuTestsTask : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        var jobs = context.StageJobs();
        var settings = context.StageSettings();
        var container = await context.ContainerAsync();

        using var held = context.ShareState("RunTpuTests");
        var world = new StageDependencies(context.Processes, context.Build, new DiskFileTree(context.ResultsFolder), new ConsoleStageLog(context.Say), context.Time) { Fleet = context.Settings.Fleet };
        var runner = new StageRunner(world, settings);
        var failed = new List<StageReport>();
        foreach (var job in jobs.Where(job => !failed.Exists(report => report.Job.Target == job.Target)))
        {
            var report = await runner.RunAsync(job, container, context.Stopping);
            await context.RecordAsync(report);
            // The error of a single stage says the same.
            if (report.Succeeded || jobs.Length > 1) context.Say(report.ToString());
            if (!report.Succeeded) failed.Add(report);
        }

        if (failed.Count > 0) throw new CakeException(1, string.Join("; ", failed));
    }
}
