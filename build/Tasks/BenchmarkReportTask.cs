using System.Collections.Immutable;
using Build.Options;
using BuildkiteCi.Core;
using Cake.Core;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName("BenchmarkReport")]
[TaskDescription("Shows the history of benchmarks: charts, changes, what changed since the last release")]
[Option("history", "FILE|URL", "the history: a SQLite file, or postgres://USER@HOST/DATABASE; default: benchmarks.db in the state folder")]
[Option("series", "A.csv,B.csv", "look at these series instead: date,commit,case,device,metric,unit,value,config")]
[Option("format", "html|json|text", "how the report is written; default: text")]
[Option("output", "FILE", "where it is written; default: standard output")]
[Option("import", "FILE", "bring exported runs into the history, and nothing else")]
[Option("export", "", "write all runs as JSON lines, and nothing else")]
[Option(
    "compare",
    "A,B",
    "compare two commits, releases or configurations, and nothing else; B alone: with the usual level before it; 'pull-request': this "
        + "commit with the one it branched off"
)]
[Option("alert-file", "FILE", "a file that gets a line of JSON for each event that is news; default: ci.yml's")]
[Option("alert-command", "SCRIPT", "run by bash for each event that is news, with its JSON on standard input; default: ci.yml's")]
[Option("suspects", "EVENT", "show the commits to try for an event, each with its chance, and nothing else; 'latest' is the newest event")]
[Option("acknowledge", "COMMIT", "answer for the regressions since this commit, and nothing else")]
[Option("reason", "TEXT", "why they stay")]
public sealed class BenchmarkReportTask : AsyncFrostingTask<BuildContext>
{
    private static readonly (string, OutputFormat)[] Formats = [.. LeftBenchmarks.Formats, ("html", OutputFormat.Html)];

    public override async Task RunAsync(BuildContext context)
    {
        var options = context.Options;
        var format = options.Choice("format", Formats) ?? OutputFormat.Text;
        ImmutableArray<SourceFile> series = options.Has("series") ? context.Files("series") : [];
        var import = context.ExistingFile("import");
        var commit = options.Text("acknowledge");
        var reason = commit is null ? options.Text("reason") : options.Required("reason", "why the change stays");
        var history = options.Has("series") ? null : context.History();
        var (suspects, compare) = (options.Text("suspects"), options.Text("compare"));
        options.Check();

        using var held = history is null ? null : context.ShareState("BenchmarkReport");
        var isGood = true;
        if (history is null) isGood = context.Judge(series, format);
        else if (import is not null) isGood = await context.ImportAsync(history, import);
        else if (options.Switch("export")) await context.ExportAsync(history);
        else if (compare is not null) await context.CompareAsync(history, compare, format);
        else if (suspects is not null) isGood = await context.SuspectsAsync(history, suspects, format);
        else if (commit is not null) isGood = await context.AcknowledgeAsync(history, commit, reason!) > 0;
        else await context.ReportAsync(history, format);
        if (!isGood)
            throw new CakeException(
                1,
                commit is null
                    ? "not everything could be read; see above"
                    : $"no open regression begins at '{commit}'; BenchmarkReport lists them"
            );
    }
}
