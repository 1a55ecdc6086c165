using System.Collections.Immutable;
using BuildkiteCi.Benchmarks.Changes;
using BuildkiteCi.Benchmarks.History;
using BuildkiteCi.Benchmarks.Reports;
using BuildkiteCi.Core;

namespace Build.Wiring;

/// <summary>What BenchmarkReport does with a history.</summary>
internal static class BenchmarkHistory
{
    /// <summary>Brings exported runs in; false where anything is an error.</summary>
    public static async Task<bool> ImportAsync(this BuildContext context, RunHistory history, string path)
    {
        var found = ImmutableArray.CreateBuilder<Diagnostic>();
        using var text = File.OpenText(path);
        var count = await history.KeepAsync(RunLines.Read(context.Options.Text("import")!, text, found), context.Stopping);
        context.Show(found.ToImmutable());
        context.Say(
            $"{count} {(count == 1 ? "run was" : "runs were")} brought in, {await history.CountAsync(context.Stopping)} are in "
                + $"{history.Address}"
        );
        return !found.Any(diagnostic => diagnostic.Severity == Severity.Error);
    }

    /// <summary>Writes every run as a line of JSON.</summary>
    public static async Task ExportAsync(this BuildContext context, RunHistory history) =>
        context.Deliver(string.Concat((await history.AllAsync(context.Stopping)).Select(run => RunLines.Write(run) + "\n")));

    /// <summary>Answers for the open alerts whose first commit begins like this; how many there were.</summary>
    public static async Task<int> AcknowledgeAsync(this BuildContext context, RunHistory history, string commit, string reason)
    {
        var store = new AlertStore(history);
        var by = context.Variables.GetValueOrDefault("BUILDKITE_BUILD_CREATOR") ?? Environment.UserName;
        var known = (await store.AllAsync(context.Stopping))
            .Where(alert => alert.State == AlertState.Open && alert.FirstCommit.StartsWith(commit, StringComparison.Ordinal))
            .Select(alert => alert.Acknowledge(new Acknowledgement(by, reason, context.Time.GetUtcNow()))).ToImmutableArray();
        await store.KeepAsync(known, context.Stopping);
        foreach (var alert in known) context.Say($"acknowledged: {alert.Series.Metric} of {alert.Series.Case} on {alert.Series.Device}");
        return known.Length;
    }

    /// <summary>Looks at the history, tells news once, and writes the report.</summary>
    public static async Task ReportAsync(this BuildContext context, RunHistory history, OutputFormat format)
    {
        var store = new AlertStore(history);
        var known = await store.AllAsync(context.Stopping);
        var report = await context.ReportOfAsync(history, known);
        var book = AlertBook.Update(known, [.. report.Series.Select(one => one.Found)]);
        var due = EventAlert.Of(known, book, report);
        var isTold = await context.TellAsync(due);
        // What could not be delivered is tried again by the next report.
        if (isTold && history.IsReadOnly)
            Console.Error.WriteLine($"Warning: {history.Address} is read-only, so the next report tells of the same news again");
        else if (isTold) await store.KeepAsync(book.All, context.Stopping);
        report = report.With(book.All);
        var news = book.News.RemoveAll(alert =>
            alert.State is AlertState.Open or AlertState.Suspected
            && report.EventOf(alert) is { } one
            && !due.Any(told => told.Event == one)
        );
        if (ReportAnnotation.Of(news, report) is { } annotation) await context.Build.AnnotateAsync(annotation, context.Stopping);
        var found = report
            .Series.GroupBy(one => one.Found.Series.Key.Case)
            .Select(group => (group.Key, group.Select(one => one.Found).ToImmutableArray()))
            .ToArray();
        context.Deliver(format switch
        {
            OutputFormat.Json => SeriesJson.Write(found),
            OutputFormat.Html => ReportPage.Write(report),
            _ => SeriesText.Write(found, report.Events),
        });
    }

    /// <summary>What a history holds, looked at now.</summary>
    public static async Task<HistoryReport> ReportOfAsync(this BuildContext context, RunHistory history, ImmutableArray<Alert> known)
    {
        var series = await HistorySeries.ReadAsync(history, onlyCase: null, context.Stopping);
        return HistoryReport.Of(
            series,
            history.Address.File is { } file ? Path.GetFileName(file) : history.Address.Shown,
            context.Time.GetUtcNow(),
            known,
            context.Settings.Benchmarks
        );
    }
}
