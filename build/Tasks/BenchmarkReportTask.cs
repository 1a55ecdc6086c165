using System.Collections.Immutable;
using Build.Options;
using BuildkiteCi;
using Cake.Core;
using Cake.Frosting;

namespace Build.Tasks;

[TaskName("BenchmarkReport")]
[TaskDescription("Finds the changes in series of benchmarks")]
[Option("series", "a.csv,b.csv", "series to look at: date,commit,case,device,metric,unit,value,config")]
[Option("format", "text|json", "how the report is written; default: text")]
[Option("output", "FILE", "where it is written; default: standard output")]
public sealed class BenchmarkReportTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        var format = context.Options.Choice("format", LeftBenchmarks.Formats) ?? OutputFormat.Text;
        if (!context.Options.Has("series")) context.Options.Missing("series", "files to look at");
        ImmutableArray<SourceFile> files = [.. context.Options.Names("series").Select(name => context.ReadSource("series", name)).OfType<SourceFile>()];
        context.Options.Check();

        if (!context.Judge(files, format)) throw new CakeException(1, "not everything could be read; the errors stand above");
    }
}
