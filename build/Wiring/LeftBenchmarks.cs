using System.Collections.Immutable;
using BuildkiteCi.Benchmarks.Changes;
using BuildkiteCi.Benchmarks.History;
using BuildkiteCi.Benchmarks.Judging;
using BuildkiteCi.Core;
using BuildkiteCi.Testing;

namespace Build.Wiring;

/// <summary>Judges what an earlier benchmark left in files: no server, no client.</summary>
internal static class LeftBenchmarks
{
    public static readonly (string, OutputFormat)[] Formats = [("text", OutputFormat.Text), ("json", OutputFormat.Json)];

    /// <summary>The one file that an option names; null where it names none.</summary>
    public static SourceFile? File(this BuildContext context, string option) =>
        context.Options.Has(option) ? context.Files(option).FirstOrDefault() : null;

    /// <summary>Shows what an earlier run left, and how it compares with its targets; false where anything is an error or missed.</summary>
    public static bool Judge(this BuildContext context, EarlierRun run, OutputFormat format)
    {
        context.Show(run.Diagnostics);
        context.Deliver(format == OutputFormat.Json ? EarlierRunText.WriteJson(run) : EarlierRunText.Write(run));
        return run.IsGood;
    }

    /// <summary>
    /// What an earlier run had to reach: as the named case or model asks, or the job that this runs in; else as the record beside its files
    /// kept it. Null where none of them tells.
    /// </summary>
    public static Targets? TargetsOf(this BuildContext context, params SourceFile?[] files)
    {
        var tolerance = context.Settings.Testing.AccuracyTolerance;
        if (
            context.Options.Has("case-file")
            || context.Options.Has("case-name")
            || context.Options.Has("model-name")
            || JobEnvironment.IsOfAStage(context.Variables)
        )
            return context.BenchmarkJob()?.Plan.Targets;
        var records = files
            .OfType<SourceFile>()
            .Select(file => Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file.Path, context.Files.Root))!, RunKeeper.RecordFile))
            .Distinct();
        var runs = records
            .Where(System.IO.File.Exists)
            .SelectMany(path => RunLines.Parse(new SourceFile(path, System.IO.File.ReadAllText(path))).Value!);
        return runs.Select(run => KeptRun.TargetsOf(run, tolerance)).LastOrDefault();
    }

    /// <summary>The changes of each series file, in the order of the files; false where anything is an error.</summary>
    public static bool Judge(this BuildContext context, ImmutableArray<SourceFile> files, OutputFormat format)
    {
        var read = files.Select(SeriesFile.Parse).ToImmutableArray();
        context.Show(read.SelectMany(file => file.Diagnostics));
        if (format == OutputFormat.Html)
        {
            context.DeliverPage(
                BuildkiteCi.Benchmarks.Reports.HistoryReport.Of(
                    read.Select(set => set.Value).OfType<SeriesSet>(),
                    context.Time.GetUtcNow(),
                    context.Settings.Benchmarks
                )
            );
        }
        else
        {
            var found = files
                .Zip(
                    read,
                    (file, set) =>
                        (
                            file.Path,
                            Series: (set.Value?.Series ?? [])
                                .Select(series => ChangeDetection.Find(series, context.Settings.Benchmarks.For(series.Key)))
                                .ToImmutableArray()
                        )
                )
                .ToImmutableArray();
            context.Deliver(
                format == OutputFormat.Json
                    ? SeriesJson.Write(found)
                    : SeriesText.Write(found, ChangeEvent.Of(found.SelectMany(one => one.Series)))
            );
        }

        return !read.Any(set => set.HasErrors);
    }

    /// <summary>Writes to the file of <c>--output</c>, else to standard output.</summary>
    public static void Deliver(this BuildContext context, string text)
    {
        if (context.Options.Text("output") is not { } path)
        {
            context.Console.Profile.Out.Writer.Write(text);
            return;
        }

        var full = Path.GetFullPath(path);
        new BuildkiteCi.Machine.DiskFileTree(Path.GetDirectoryName(full)!).Write(Path.GetFileName(full), text);
    }

    /// <summary>Writes a report's page.</summary>
    public static void DeliverPage(this BuildContext context, BuildkiteCi.Benchmarks.Reports.HistoryReport report) =>
        context.Deliver(BuildkiteCi.Benchmarks.Reports.ReportPage.Write(report));
}
