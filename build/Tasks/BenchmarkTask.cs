using Build.Options;
using BuildkiteCi.Benchmarks.Judging;
using BuildkiteCi.Catalogue.Results;
using Cake.Core;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName("Benchmark")]
[CleansUp]
[TaskDescription("Runs a model's benchmark or a case, judges and keeps it; or judges what an earlier run left")]
[Option("model-name", "NAME", "the model whose benchmark stage is run; inside a job, CI_TARGET names it")]
[Option("case-file", "FILE", "a file of benchmark cases")]
[Option("case-name", "NAME", "the case of that file; default: its only one")]
[Option("tpu", OptionValue.Generation, "the TPU generation; default: the job's, else the fleet's first")]
[Option("runner", "docker|host", "where programs run: in containers (the default), or on this machine itself")]
[Option("image", "NAME:TAG", "the container's image; default: ci.yml's, tagged with the commit, and vLLM's where it is known")]
[Option(
    "history",
    "FILE|URL",
    "where runs are kept: a SQLite file, or postgres://USER@HOST/DATABASE; default: benchmarks.db in the state folder"
)]
[Option(
    "console-log",
    "FILE",
    "judge the client's console output; against the targets of the case or model that is named, else of the run whose folder it lies in"
)]
[Option("results-file", "FILE", "judge the results that the client saved")]
[Option("accuracy-file", "FILE", "judge lm_eval's results")]
[Option(
    "bisect",
    "EVENT",
    "run the case on the commits of an event of the history until it is clear which of them did it; called again, it goes on; 'latest' is "
        + "the newest event"
)]
[Option("prepare", "SCRIPT", "with --bisect --runner host: what builds or installs a checkout, run in it by bash")]
[Option("most-runs", "N", "with --bisect: how many runs this call may make; default: 20")]
[Option("format", "text|json", "how the result is written; default: text. A run's JSON is its record, as the history keeps it")]
[Option("output", "FILE", "where it is written; default: standard output")]
public sealed class BenchmarkTask : AsyncFrostingTask<BuildContext>
{
    private static readonly string[] Files = ["console-log", "results-file", "accuracy-file"];

    public override async Task RunAsync(BuildContext context)
    {
        var format = context.Options.Choice("format", LeftBenchmarks.Formats) ?? OutputFormat.Text;
        if (Array.Exists(Files, context.Options.Has))
        {
            JudgeFiles(context, format);
            return;
        }

        if (context.Options.Text("bisect") is { } name)
        {
            await BisectAsync(context, name, format);
            return;
        }

        var job = context.BenchmarkJob();
        var history = context.History();
        var container = await context.ContainerAsync();
        using var held = context.ShareState("Benchmark");
        var judgement = await context.RunAsync(job!, container, history!, format);
        if (judgement.IsFailure)
            throw new CakeException(
                1,
                $"the benchmark of {job!.Plan.Case.Name} "
                    + $"{(judgement.Verdict == StageVerdict.Infrastructure ? "could not be run" : "failed")}: {judgement.Reason}"
            );
    }

    private static async Task BisectAsync(BuildContext context, string name, OutputFormat format)
    {
        const int UsualRuns = 20;
        var (history, prepare) = (context.History(), context.Options.Text("prepare"));
        var mostRuns = (int)(context.Options.Number("most-runs", 1, 1000, "runs") ?? UsualRuns);
        var container = await context.ContainerAsync();
        if (container is not null && prepare is not null)
            context.Options.Wrong("prepare", "is for --runner host; a container's image is built already");
        context.Options.Check();
        if (!await context.BisectAsync(history!, name, container, prepare, mostRuns, format))
            throw new CakeException(1, "it is not decided yet; the same command goes on from here");
    }

    private static void JudgeFiles(BuildContext context, OutputFormat format)
    {
        var (log, results, accuracy) = (context.File("console-log"), context.File("results-file"), context.File("accuracy-file"));
        var targets = context.TargetsOf(log, results, accuracy);
        context.Options.Check();

        if (!context.Judge(EarlierRun.Read(log, results, accuracy, targets), format))
            throw new CakeException(1, "the result is not good; see above");
    }
}
