using Build.Options;
using Build.Reporting;
using BuildkiteCi.Testing;
using BuildkiteCi.World;
using Cake.Core;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName("RunTpuTests")]
[TaskDescription("Runs the stages of a subject; inside a job, that job's stage")]
[Option("model-name", "NAME", "the model to test; inside a job, CI_TARGET says it")]
[Option("feature-name", "NAME", "the feature to test")]
[Option("stage", "STAGE", "the stage to run: UnitTest; default: all of the subject's, in order")]
[Option("tpu", "v6e|v7x", "the TPU generation that is stood in for; default: the fleet's first")]
[Option("runner", "host", "where the command runs: on this machine")]
public sealed class RunTpuTestsTask : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        var jobs = context.StageJobs();
        context.Options.Check();

        var results = new DiskFileTree(Path.Combine(context.StateFolder, "results"));
        var world = new StageWorld(context.Processes, context.Build, results, new ConsoleStageLog(context), context.Time);
        var runner = new StageRunner(world, StageSettings.BuiltIn);
        foreach (var job in jobs)
        {
            var report = await runner.RunAsync(job, container: null, context.Stopping);
            await context.RecordAsync(report);
            context.Say(report.ToString());
            if (!report.Succeeded) throw new CakeException(1, report.ToString());
        }
    }
}
