using System.Collections.Immutable;
using Build.Reporting;
using BuildkiteCi;
using BuildkiteCi.Benchmarks.Changes;
using BuildkiteCi.Benchmarks.Metrics;

namespace Build;

/// <summary>Judges what an earlier benchmark left in files: no server, no client.</summary>
internal static class LeftBenchmarks
{
    public static readonly (string, OutputFormat)[] Formats = [("text", OutputFormat.Text), ("json", OutputFormat.Json)];

    /// <summary>The file that an option names, as its user sees it: relative to where they are, else to the root.</summary>
    public static SourceFile? Source(this BuildContext context, string option)
    {
        if (context.Options.Text(option) is not { } path) return null;
        return context.ReadSource(option, path);
    }

    /// <summary>A file by its name; a missing one is wrong usage.</summary>
    public static SourceFile? ReadSource(this BuildContext context, string option, string path)
    {
        var full = new[] { Path.GetFullPath(path), Path.GetFullPath(path, context.Files.Root) }.FirstOrDefault(File.Exists);
        if (full is not null) return new SourceFile(path, File.ReadAllText(full));
        context.Options.Wrong(option, $"there is no file '{path}'");
        return null;
    }

    /// <summary>Shows what was read; false where anything is an error.</summary>
    public static bool Judge(this BuildContext context, Checked<ClientReport> read, ReportSource source, OutputFormat format)
    {
        context.Show(read.Diagnostics);
        context.Deliver(format == OutputFormat.Json ? ReportJson.Write(read.Value!, source) : ReportText.Write(read.Value!));
        return !read.HasErrors;
    }

    /// <summary>Shows what was read; false where anything is an error.</summary>
    public static bool Judge(this BuildContext context, Checked<AccuracyReport> read, OutputFormat format)
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
        var found = files.Zip(read, (file, set) => (file.Path, Series: (set.Value?.Series ?? []).Select(series => ChangeDetection.Find(series, DetectionSettings.Default)).ToImmutableArray())).ToImmutableArray();
        context.Deliver(format == OutputFormat.Json ? SeriesJson.Write(found) : SeriesText.Write(found));
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
        new BuildkiteCi.World.DiskFileTree(Path.GetDirectoryName(full)!).Write(Path.GetFileName(full), text);
    }
}
