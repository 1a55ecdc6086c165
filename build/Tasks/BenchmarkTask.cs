using Build.Options;
using BuildkiteCi.Benchmarks.Metrics;
using BuildkiteCi.Matrices.Results;
using Cake.Core;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName("Benchmark")]
[TaskDescription("Runs a model's benchmark or a case, judges and keeps it; or judges what an earlier run left")]
[Option("model-name", "NAME", "the model whose benchmark stage is run; inside a job, CI_TARGET says it")]
[Option("case-file", "FILE", "a file of benchmark cases")]
[Option("case-name", "NAME", "the case of that file; default: its only one")]
[Option("tpu", "v6e|v7x", "the TPU generation; default: the job's, else the fleet's first")]
[Option("runner", "host", "where programs run: on this machine")]
[Option("history", "FILE|URL", "where runs are kept: a SQLite file, or postgres://USER@HOST/DATABASE; default: benchmarks.db in the state folder")]
[Option("console-log", "FILE", "judge the client's console output")]
[Option("results-file", "FILE", "judge the results that the client saved")]
[Option("accuracy-file", "FILE", "judge lm_eval's results")]
[Option("format", "text|json", "how what a file holds is written; default: text")]
[Option("output", "FILE", "where it is written; default: standard output")]
public sealed class BenchmarkTask : AsyncFrostingTask<BuildContext>
{
    private static readonly string[] Files = ["console-log", "results-file", "accuracy-file"];

    public override async Task RunAsync(BuildContext context)
    {
        if (Array.Exists(Files, context.Options.Has))
        {
            JudgeFiles(context);
            return;
        }

        var plan = context.BenchmarkPlan();
        var history = context.History();
        context.Options.Choice("runner", [("host", true)]);
        context.Options.Check();
        if (await context.RunAsync(plan!, history!) == Status.Failing) throw new CakeException(1, "the benchmark failed; the reason stands above");
    }

    private static void JudgeFiles(BuildContext context)
    {
        var format = context.Options.Choice("format", LeftBenchmarks.Formats) ?? OutputFormat.Text;
        var (log, results, accuracy) = (context.File("console-log"), context.File("results-file"), context.File("accuracy-file"));
        context.Options.Check();

        var isGood = log is null || context.Judge(ConsoleLog.Parse(log), ReportSource.Console, format);
        isGood &= results is null || context.Judge(SavedResults.Parse(results), ReportSource.SavedJson, format);
        isGood &= accuracy is null || context.Judge(LmEvalFile.Parse(accuracy), format);
        if (!isGood) throw new CakeException(1, "this is no good result; the errors stand above");
    }
}
