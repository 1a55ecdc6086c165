using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace BuildkiteCi.Benchmarks.Metrics;

/// <summary>
/// How many requests a run sent, as the lines around its table tell: the last of the progress bar (<c>100/100</c>), else the client's
/// arguments (<c>num_prompts=100</c>), else the errors that it listed. Clients before autumn 2025 print no line of failed requests.
/// </summary>
internal static partial class SentRequests
{
    /// <summary>The number of requests; null where nothing tells.</summary>
    /// <param name="before">The lines between the end of the table before and this one's title.</param>
    /// <param name="metrics">The table.</param>
    public static int? Of(IEnumerable<ConsoleLine> before, RunMetrics metrics)
    {
        var (bar, argument, errors) = ((int?)null, (int?)null, 0);
        foreach (var line in before)
        {
            if (Bar().Match(line.Text) is { Success: true } total) bar = Number(total);
            if (Argument().Match(line.Text) is { Success: true } prompts) argument = Number(prompts);
            if (ListedError().IsMatch(line.Text)) errors++;
        }

        // A data set may hold fewer prompts than were asked for; where the client counts its failures itself, only what it sent is known
        // better.
        if (bar is not null || metrics[KnownMetrics.Failed] is not null) return bar;
        return argument ?? (errors > 0 ? errors + (int)(metrics[KnownMetrics.Completed] ?? 0) : null);
    }

    private static int? Number(Match match) =>
        int.TryParse(match.Groups["number"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    // The client's bar has no name in front; those of downloads and of loading have one.
    [GeneratedRegex(@"^[0-9]{1,3}%\|[^|]*\| *[0-9]+/(?<number>[0-9]+) \[", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Bar();

    [GeneratedRegex(@"(^|[^A-Za-z0-9_])(num_prompts=|--num-prompts[ =])(?<number>[0-9]+)([^0-9]|$)", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Argument();

    // At most ten are listed: a lower bound.
    [GeneratedRegex("^Error [0-9]+: ", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex ListedError();
}
