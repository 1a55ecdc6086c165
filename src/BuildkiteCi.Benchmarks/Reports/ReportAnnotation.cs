using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using BuildkiteCi.Benchmarks.Changes;
using BuildkiteCi.Benchmarks.Judging;
using BuildkiteCi.Pipelines.Builds;
using BuildkiteCi.Core.Pages;
using BuildkiteCi.Core.Text;

namespace BuildkiteCi.Benchmarks.Reports;

/// <summary>What a build's page shows of a history: news first, grouped by the commits that are suspected.</summary>
public static class ReportAnnotation
{
    private const string Context = "benchmark-history";
    private const int MostRows = 30;

    /// <summary>The annotation; null where there is nothing to say. One block an event, however many metrics and cases it
    /// touched.</summary>
    /// <param name="news">Alerts whose state is new.</param>
    /// <param name="report">The report that they come from.</param>
    public static Annotation? Of(ImmutableArray<Alert> news, HistoryReport report)
    {
        if (news.IsEmpty) return null;
        var style = news.Any(alert => alert.State == AlertState.Open) ? AnnotationStyle.Error
            : news.Any(alert => alert.State == AlertState.Suspected) ? AnnotationStyle.Warning
            : AnnotationStyle.Success;
        var text = new StringBuilder($"**Benchmarks**: {Words(news)}\n");
        var rows = 0;
        foreach (var group in news.GroupBy(report.EventOf).OrderByDescending(group => group.First().Date))
        {
            if (rows >= MostRows) break;
            var heading = group.Key is { } one
                ? $"{EventText.Heading(one)}: {Suspects(one.Suspects)}"
                : $"{group.First().Date:yyyy-MM-dd}: {Suspects(group.First().Suspects)}";
            text.Append(CultureInfo.InvariantCulture, $"\n{heading}\n\n| case | device | metric | change | |\n|---|---|---|--:|---|\n");
            foreach (var alert in group.OrderByDescending(alert => Math.Abs(alert.Relative)).Take(MostRows - rows))
            {
                text.Append(
                    $"| {MarkdownText.Plain(alert.Series.Case)} | {MarkdownText.Plain(alert.Series.Device)} | "
                        + $"{MarkdownText.Plain(alert.Series.Metric.Name)} | {ChartText.Percent(alert.Relative)} | {State(alert)} |\n"
                );
                rows++;
            }

            if (group.Key is { IsSuspected: true } suspected) text.Append($"\n{MarkdownText.Plain(EventText.Advice(suspected))}\n");
        }

        if (news.Length > rows) text.Append($"\nand {news.Length - rows} more.\n");
        text.Append($"\n{report.Series.Length} series were looked at.\n");
        return new Annotation(Context, style, text.ToString());
    }

    private static string Words(ImmutableArray<Alert> news) =>
        string.Join(
            ", ",
            news.GroupBy(alert => alert.State).OrderBy(group => group.Key).Select(group => $"{group.Count()} {State(group.First())}")
        );

    private static string State(Alert alert) => alert.State switch
    {
        AlertState.Open => "regressed",
        AlertState.Recovered => "recovered",
        AlertState.Faded => "not confirmed by later runs",
        AlertState.Suspected => "suspected",
        _ => "acknowledged",
    };

    private static string Suspects(ImmutableArray<VersionRange> ranges) =>
        ranges.IsEmpty
            ? VersionRange.Line(ranges)
            : string.Join(
                ", ",
                ranges.Select(range =>
                    CompareLink.Of(range) is { } address ? $"[`{Code(range.ToString())}`]({address})" : $"`{Code(range.ToString())}`"
                )
            );

    // Inside of backticks nothing but a backtick is markup.
    private static string Code(string commit) => commit.Replace("`", "", StringComparison.Ordinal).ReplaceLineEndings(" ");
}
