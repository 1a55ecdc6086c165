using Build.Options;
using Build.Reporting;
using Build.Wiring;
using BuildkiteCi.LocalBuilds.Running;
using Cake.Core;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName("RunPipeline")]
[CleansUp]
[TaskDescription("Runs a build on this machine: the one that GeneratePipeline composed, or pipeline files")]
[Option(
    "file",
    "A,B",
    "pipeline files, uploaded in this order; default: what the local build holds; in a repository without ci.yml .buildkite/pipeline.yml "
        + "as it is now"
)]
[Option(
    "no-interpolation",
    "",
    "leave variables of the files as they are written: in files that GeneratePipeline wrote they are filled in already"
)]
[Option("queues", "cpu,…", "the queues that this machine serves; steps for others are counted and not run; default: all")]
[Option(
    "runner",
    "docker|host",
    "where RunTpuTests and Benchmark run their commands: in containers (the default), or on this machine itself, which needs no TPU to be "
        + "found"
)]
[Option("only", "a,b", "run only the steps, or groups, with these keys or labels; * matches any text")]
[Option("jobs", "NUMBER", "jobs that run at once; default: as many as there are processors")]
[Option("keep-going", "", "let steps run to their end that would be cancelled when the build fails")]
[Option("continue", "", "resume an interrupted or failed run: what has passed is not run again")]
[Option("rerun", "KEY,…", "of the build that is there, run these steps again, and nothing else")]
[Option("from", "KEY", "of the build that is there, run this step and all steps that depend on it again")]
[Option("until", "KEY", "run this step and what it depends on, and nothing else")]
[Option("list", "", "show what would run, in which order and why, and run nothing")]
[Option("log", "KEY", "show the log of a step of the build that is there, and run nothing")]
[Option("page", "FILE", "write the page of the finished build there, too; it is build.html in the state folder")]
[Option("format", "text|json", "default: text; json: one event a line, for programs")]
[Option("answer", "KEY=VALUE", "answer a block or input step: its key and yes, or a field's key and value; may be given several times")]
public sealed class RunPipelineTask : AsyncFrostingTask<BuildContext>
{
    public override async Task RunAsync(BuildContext context)
    {
        var (options, asJson) = (context.Options, context.IsJsonAsked());
        if (options.Has("log"))
        {
            await context.ShowLogAsync(options.Required("log", "name a step"));
            return;
        }

        var settings = context.RunSettings();
        var (isList, page, answers) = (options.Switch("list"), options.Text("page"), options.Pairs("answer"));
        var uploads = await context.UploadsToRunAsync(settings);
        options.Check();
        if (isList)
        {
            context.Show(context.Report(await context.ForecastAsync(settings, uploads)), asJson);
            return;
        }

        await context.NeedTpuAsync(settings, uploads);
        using var held = await context.HoldStateAsync("RunPipeline");
        await using var view = await RunWatch.OfAsync(context, asJson);
        var result = context.Report(await context.RunAsync(settings, uploads, held, view, answers));
        await view.FinishAsync();
        await context.WritePageAsync(result, page);
        view.Summarize(result);
        if (result.Verdict != RunVerdict.Passed) throw new CakeException(1, RunReport.Verdict(result));
    }
}
