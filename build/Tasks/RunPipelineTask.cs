using Build.Options;
using BuildkiteCi.LocalBuilds.Running;
using Cake.Core;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName("RunPipeline")]
[TaskDescription("Runs a build on this machine: the one that GeneratePipeline composed, or pipeline files")]
[Option("file", "A,B", "pipeline files, uploaded in this order; default: what the local build holds")]
[Option("no-interpolation", "", "leave variables of the files as they are written: files that GeneratePipeline wrote have theirs put in")]
[Option("queues", "cpu,…", "the queues that this machine stands in for; steps of others are shown and not run; default: all")]
[Option("only", "a,b", "run only the steps, or groups, with these keys or labels; * stands for any text")]
[Option("jobs", "NUMBER", "jobs that run at once; default: as many as there are processors")]
[Option("keep-going", "", "let steps run to their end that would be cancelled when the build fails")]
[Option("continue", "", "take up an interrupted or failed run: what has passed is not run again")]
[Option("answer", "KEY=VALUE", "answer a block or input step: its key and yes, or a field's key and value; may be given several times")]
public sealed class RunPipelineTask : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        var settings = context.RunSettings();
        var uploads = await context.UploadsToRunAsync(settings);
        var answers = context.Options.Pairs("answer");
        context.Options.Check();

        await using var view = RunWatch.Of(context);
        var result = context.Report(await context.RunAsync(settings, uploads, view, answers));
        await view.PauseAsync();
        context.Show(result, view.IsLive);
        if (result.Verdict != RunVerdict.Passed) throw new CakeException(1, RunReport.Verdict(result));
    }
}
