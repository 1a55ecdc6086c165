using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace BuildkiteCi.Benchmarks.Metrics;

/// <summary>
/// Reads what <c>vllm bench serve</c> (and <c>benchmark_serving.py</c> before it) printed, versions 2024 to 2026; sglang's client, which
/// prints the same frame; and what the clients of <see cref="PrintedTable"/> print. The fallback where no results were saved: two decimals
/// are all that the console has.
/// </summary>
public static partial class ConsoleLog
{
    private static readonly Rule NoTable =
        new(
            "B101",
            Severity.Error,
            "The client's log holds no result table",
            "Traffic request rate: inf",
            "============ Serving Benchmark Result ============"
        )
        {
            Why =
                "The server was killed before the client was done. The job ended with success, and the history had a gap that nobody "
                + "was shown.",
        };

    private static readonly Rule CutOff =
        new(
            "B102",
            Severity.Error,
            "A result table has no closing line, so the run was cut off",
            "P99 E2EL (ms): 12.0",
            """
            P99 E2EL (ms): 12.0
            ==================================================
            """
        )
        {
            Why = "A run was cut off in its table. Half of its numbers were stored, and looked like a change.",
        };

    private static readonly Rule Unfinished =
        new(
            "B110",
            Severity.Warning,
            "A further run of the client began and did not finish",
            "Starting main benchmark run...",
            "============ Serving Benchmark Result ============"
        )
        {
            Why = "A second run of the client was killed. The first one's numbers were stored as those of the whole job.",
        };

    private static readonly Rule BeforeTheTable =
        new(
            "B114",
            Severity.Error,
            "The log is of a client from before 2024, which printed no table",
            "Throughput: 5.99 requests/s",
            "Request throughput (req/s): 5.99"
        )
        {
            Why = "An old client's log was read in the new way: no number was found, and the run was lost.",
        };

    private static readonly Rule SeveralTables =
        new(
            "B116",
            Severity.Note,
            "A log holds several result tables, and the first is judged",
            "two tables in bm_log.txt",
            "one table in each log"
        )
        {
            Why = "A log held the tables of a warm-up and of the run. The warm-up's was judged, and every night was slow.",
        };

    private const string VllmServe = "vllm bench serve";

    /// <summary>
    /// The first complete table is the throughput run, a later one the accuracy client's. A table without closing line counts for nothing.
    /// There is always a report; what is missing or malformed is an error at its line.
    /// </summary>
    public static Diagnosed<ClientReport> Parse(SourceFile log)
    {
        var lines = ConsoleText.Lines(log.Text);
        var tables = Tables(lines);
        var accuracy = PrintedAccuracy.Find(log.Path, lines);
        var found = ImmutableArray.CreateBuilder<Diagnostic>();
        found.AddRange(accuracy.Diagnostics);

        var printed = PrintedTable.Find(log.Path, lines);
        var served = tables.Where(table => table.Closed is not null).Select(table => Read(log.Path, table, found));
        var complete = served.Where(table => !table.Metrics.Measurements.IsEmpty)
            .Concat(printed.Select(table => new LaterTable(table.Line, table.Metrics, null) { Client = table.Name }))
            .OrderBy(table => table.Line).ToImmutableArray();
        found.AddRange(printed.SelectMany(table => table.Diagnostics));
        foreach (var cut in tables.Where(table => table.Closed is null))
        {
            found.Add(
                new Diagnostic(
                    CutOff,
                    new SourceLocation(log.Path, cut.Title.Number, 0),
                    $"the result table has {cut.Rows.Length} lines and no closing line",
                    "run the client again: the numbers of a cut-off table are not used"
                )
                {
                    Severity = complete.IsEmpty ? Severity.Error : Severity.Warning,
                }
            );
        }

        var verdict =
            !complete.IsEmpty
                ? Of(
                    complete,
                    IsUnfinished(lines, tables, Math.Max(accuracy.LastLine, printed.Select(table => table.End).DefaultIfEmpty().Max()))
                )
            : tables.Any(table => table.Closed is null) ? ReportVerdict.Truncated
            : !accuracy.Scores.IsEmpty ? ReportVerdict.AccuracyOnly
            : ReportVerdict.NoResult;
        if (verdict == ReportVerdict.NoResult) found.Add(Nothing(log.Path, lines));
        if (verdict == ReportVerdict.OkThenUnfinished)
        {
            found.Add(
                new Diagnostic(
                    Unfinished,
                    new SourceLocation(log.Path, lines.Last(line => IsStart(line) || IsTitle(line)).Number, 0),
                    "a further run of the client begins here and does not end",
                    "look at the end of the log; the first run's numbers are used"
                )
            );
        }

        if (complete.Length > 1)
        {
            found.Add(
                new Diagnostic(
                    SeveralTables,
                    new SourceLocation(log.Path, complete[1].Line, 0),
                    $"the log holds {complete.Length} result tables; the first, of line {complete[0].Line}{Of(complete[0])}, is the "
                        + "throughput run, and the others are shown behind it",
                    "give each run of the client a log of its own to judge each"
                )
            );
        }

        var first = complete.FirstOrDefault();
        var report = new ClientReport(verdict, ReportChecks.WithoutUnmeasured(first?.Metrics ?? RunMetrics.None))
        {
            Client = first?.Client is { } client && client != VllmServe ? client : "",
            Prompts = first?.Prompts,
            Later = [.. complete.Skip(1).Select(table => table with { Metrics = ReportChecks.WithoutUnmeasured(table.Metrics) })],
            Accuracy = accuracy.Scores,
        };
        return Diagnosed.With(report, found.OrderBy(diagnostic => diagnostic.Location));
    }

    private static LaterTable Read(string path, Table table, ImmutableArray<Diagnostic>.Builder found)
    {
        var read = ResultTable.Read(path, table.Rows);
        var prompts = SentRequests.Of(table.Before, read.Metrics);
        found.AddRange(read.Diagnostics);
        found.AddRange(ReportChecks.Of(read.Metrics, new SourceLocation(path, table.Title.Number, 0), prompts));
        var isSglang = table.Rows.Any(row =>
            row.Text.StartsWith("Backend:", StringComparison.OrdinalIgnoreCase)
            && row.Text.Contains("sglang", StringComparison.OrdinalIgnoreCase)
        );
        return new LaterTable(table.Title.Number, read.Metrics, prompts) { Client = isSglang ? "sglang.bench_serving" : VllmServe };
    }

    private static string Of(LaterTable table) => table.Client.Length > 0 && table.Client != VllmServe ? $" ({table.Client})" : "";

    // Where only a later run failed, the first one's numbers are good, and the log is not.
    private static ReportVerdict Of(ImmutableArray<LaterTable> tables, bool unfinished) =>
        ReportChecks.Verdict(tables[0].Metrics, tables[0].Prompts) switch
        {
            ReportVerdict.Ok when tables.Any(table => ReportChecks.Verdict(table.Metrics, table.Prompts) != ReportVerdict.Ok) =>
                ReportVerdict.SomeRequestsFailed,
            ReportVerdict.Ok when unfinished => ReportVerdict.OkThenUnfinished,
            var verdict => verdict,
        };

    // Begun behind the last complete table: a table that was cut off, or a start without a table (or an evaluation) behind it.
    private static bool IsUnfinished(ImmutableArray<ConsoleLine> lines, ImmutableArray<Table> tables, int lastAccuracyLine)
    {
        var done = Math.Max(tables.Select(table => table.Closed?.Number ?? 0).DefaultIfEmpty().Max(), lastAccuracyLine);
        return tables is [.., { Closed: null }] || lines.LastOrDefault(IsStart).Number > done;
    }

    private static ImmutableArray<Table> Tables(ImmutableArray<ConsoleLine> lines)
    {
        var tables = ImmutableArray.CreateBuilder<Table>();
        var end = 0;
        for (var i = 0; i < lines.Length; i++)
        {
            if (!IsTitle(lines[i])) continue;
            var title = lines[i];
            var before = lines[end..i];
            var rows = lines.Skip(i + 1).TakeWhile(line => !IsTitle(line) && !IsClosing(line)).ToImmutableArray();
            i += rows.Length;
            ConsoleLine? closed = i + 1 < lines.Length && IsClosing(lines[i + 1]) ? lines[i + 1] : null;
            tables.Add(new Table(before, title, rows, closed));
            end = i + 1;
        }

        return tables.ToImmutable();
    }

    private static Diagnostic Nothing(string path, ImmutableArray<ConsoleLine> lines)
    {
        var old = lines.FirstOrDefault(line => OldThroughput().IsMatch(line.Text));
        if (old.Text is not null)
        {
            return new Diagnostic(BeforeTheTable, new SourceLocation(path, old.Number, 0),
                $"'{old.Text}' was printed by a client from before 2024, whose output is not supported", "run a newer client");
        }

        if (ForeignLog.Of(lines) is { } foreign)
        {
            return new Diagnostic(ForeignLog.NotOfAClient, new SourceLocation(path, foreign.Line.Number, 0),
                $"this is the output of {foreign.Name} ('{Short(foreign.Line.Text)}'); it holds no serving table", "name the client's log");
        }

        var last = lines.IsEmpty ? default : lines[^1];
        var end = last.Text is null ? "the log is empty" : $"the log ends with '{Short(last.Text)}'";
        return new Diagnostic(
            NoTable,
            new SourceLocation(path, last.Number, 0),
            $"there is no result table; {end}",
            "find out why the client did not finish"
        );
    }

    private static string Short(string text) => text.Length <= 120 ? text : text[..119] + "…";

    private static bool IsTitle(ConsoleLine line) => Title().IsMatch(line.Text);

    private static bool IsClosing(ConsoleLine line) => line.Text.Length >= 20 && line.Text.All(character => character == '=');

    private static bool IsStart(ConsoleLine line) =>
        line.Text is not null && line.Text.StartsWith("Starting main benchmark run", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(
        "^=+ *serving benchmark result *=+$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        10_000
    )]
    private static partial Regex Title();

    [GeneratedRegex(@"^Throughput: [0-9.]+ requests/s$", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex OldThroughput();

    private sealed record Table(
        ImmutableArray<ConsoleLine> Before,
        ConsoleLine Title,
        ImmutableArray<ConsoleLine> Rows,
        ConsoleLine? Closed
    );
}
