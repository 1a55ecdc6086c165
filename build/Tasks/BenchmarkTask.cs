using Build.Options;
using BuildkiteCi.Benchmarks.Metrics;
using Cake.Core;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName("Benchmark")]
[TaskDescription("Judges what an earlier benchmark left, without a server")]
[Option("console-log", "FILE", "judge the client's console output")]
[Option("results-file", "FILE", "judge the results that the client saved")]
[Option("accuracy-file", "FILE", "judge lm_eval's results")]
[Option("format", "text|json", "how the judgement is written; default: text")]
[Option("output", "FILE", "where it is written; default: standard output")]
public sealed class BenchmarkTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        var format = context.Options.Choice("format", LeftBenchmarks.Formats) ?? OutputFormat.Text;
        var log = context.Source("console-log");
        var results = context.Source("results-file");
        var accuracy = context.Source("accuracy-file");
        if (log is null && results is null && accuracy is null) context.Options.Missing("console-log", "a file to judge; or --results-file, or --accuracy-file");
        context.Options.Check();

        var isGood = log is null || context.Judge(ConsoleLog.Parse(log), ReportSource.Console, format);
        isGood &= results is null || context.Judge(SavedResults.Parse(results), ReportSource.SavedJson, format);
        isGood &= accuracy is null || context.Judge(LmEvalFile.Parse(accuracy), format);
        if (!isGood) throw new CakeException(1, "the benchmark is no good result; the errors stand above");
    }
}
