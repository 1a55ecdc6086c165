using System.Collections.Immutable;
using BuildkiteCi.Benchmarks.Changes;
using BuildkiteCi.Benchmarks.Metrics;
using BuildkiteCi.Core;
using BuildkiteCi.Testing.Accuracy;

namespace Build.Wiring;

/// <summary>Judges what an earlier benchmark left in files: no server, no client.</summary>
internal static class LeftBenchmarks
{
    public static readonly (string, OutputFormat)[] Formats = [("text", OutputFormat.Text), ("json", OutputFormat.Json)];

    /// <summary>The one file that an option names; null where it names none.</summary>
    public static SourceFile? File(this BuildContext context, string option) => context.Options.Has(option) ? context.Files(option).FirstOrDefault() : null;

    /// <summary>Shows what was read; false where anything is an error.</summary>
    public static bool Judge(this BuildContext context, Diagnosed<ClientReport> read, ReportSource source, OutputFormat format)
    {
        context.Show(read.Diagnostics);
        context.Deliver(format == OutputFormat.Json ? ReportJson.Write(read.Value!, source) : ReportText.Write(read.Value!));
        return !read.HasErrors;
    }

    /// <summary>Shows what was read; false where anything is an error.</summary>
    public static bool Judge(this BuildContext context, Diagnosed<AccuracyReport> read, OutputFormat format)
    {
        context.Show(read.Diagnostics);
        if (read.Value is { } report) context.Deliver(format == OutputFormat.Json ? ReportJson.Write(report.Main) : ReportText.Write(report));
        return !read.HasErrors;
    }

    /// <summary>The changes of each series file, in the order of the files; false where anything is an error.</summary>
    public static bool Judge(this BuildContext context, ImmutableArray<SourceFile> files, OutputFormat format)
    {
        var read = files.Select(SeriesFile.Parse).ToImmutableArray();
        context.Show(read.SelectMany(file => file.Diagnostics));
        if (format == OutputFormat.Html)
        {
            context.DeliverPage(BuildkiteCi.Benchmarks.Reports.HistoryReport.Of(read.Select(set => set.Value).OfType<SeriesSet>(), context.Time.GetUtcNow()));
        }
        else
        {
            var found = files.Zip(read, (file, set) => (file.Path, Series: (set.Value?.Series ?? []).Select(series => ChangeDetection.Find(series, DetectionSettings.Default)).ToImmutableArray())).ToImmutableArray();
            context.Deliver(format == OutputFormat.Json ? SeriesJson.Write(found) : SeriesText.Write(found, ChangeEvent.Of(found.SelectMany(one => one.Series))));
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
    public static void DeliverPage(this BuildContext context, BuildkiteCi.Benchmarks.Reports.HistoryReport report) => context.Deliver(BuildkiteCi.Benchmarks.Reports.ReportPage.Write(report));
}
