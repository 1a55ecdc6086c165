using System.Collections.Immutable;

namespace BuildkiteCi.Benchmarks;

/// <summary>Everything that can be wrong with what a benchmark reads: case files, the client's output, results, series.</summary>
public static class BenchmarkRules
{
    internal static readonly Rule NotJson = new("B001", Severity.Error, "The file is not the JSON that it should be",
        """{ "benchmark_cases": [ }""", """{ "benchmark_cases": [] }""");

    internal static readonly Rule NoResult = new("B101", Severity.Error, "The client's log holds no result table",
        "Traffic request rate: inf", "============ Serving Benchmark Result ============");

    internal static readonly Rule CutOff = new("B102", Severity.Error, "A result table has no closing line, so the run was cut off",
        "P99 E2EL (ms): 12.0", "P99 E2EL (ms): 12.0\n==================================================");

    internal static readonly Rule NotANumber = new("B103", Severity.Error, "A metric's value is missing or is not a number",
        "Request throughput (req/s): 11.50 *", "Request throughput (req/s): 11.50");

    internal static readonly Rule UnknownUnit = new("B104", Severity.Error, "A metric is in a unit that it cannot have",
        "Mean TTFT (tok/s): 12.00", "Mean TTFT (ms): 12.00");

    internal static readonly Rule UnknownLine = new("B105", Severity.Note, "A line of the result table is not known and was left out",
        "Mean probe E2EL (ms): 12.00", "Mean E2EL (ms): 12.00");

    internal static readonly Rule EveryRequestFailed = new("B106", Severity.Error, "No request succeeded, so nothing was measured",
        "Successful requests: 0", "Successful requests: 1000");

    internal static readonly Rule SomeRequestsFailed = new("B107", Severity.Error, "Some requests failed, so the metrics speak of the others only",
        "Failed requests: 102", "Failed requests: 0");

    internal static readonly Rule Contradiction = new("B108", Severity.Warning, "Two metrics of one run contradict each other",
        "Benchmark duration (s): 10.00\nSuccessful requests: 10\nRequest throughput (req/s): 7.00", "Request throughput (req/s): 1.00");

    internal static readonly Rule Twice = new("B109", Severity.Error, "A metric stands twice in one table with different values",
        "P99 TTFT (ms): 1.00\nP99 TTFT (ms): 2.00", "P99 TTFT (ms): 1.00");

    internal static readonly Rule Unfinished = new("B110", Severity.Warning, "A further run of the client began and did not finish",
        "Starting main benchmark run...", "============ Serving Benchmark Result ============");

    internal static readonly Rule BrokenAccuracy = new("B111", Severity.Error, "The accuracy that the client printed cannot be read",
        "{'accuracy': }", "{'accuracy': 0.8437}");

    internal static readonly Rule NoScore = new("B112", Severity.Error, "The lm_eval file holds no score",
        """{ "results": {} }""", """{ "results": { "gsm8k": { "exact_match,strict-match": 0.74 } } }""");

    internal static readonly Rule SeveralScores = new("B113", Severity.Note, "Several tasks were evaluated, and one is taken",
        """{ "results": { "gsm8k": {}, "arc": {} } }""", """{ "results": { "gsm8k": {} } }""");

    internal static readonly Rule BeforeTheTable = new("B114", Severity.Error, "The log is of a client from before 2024, which printed no table",
        "Throughput: 5.99 requests/s", "Request throughput (req/s): 5.99");

    internal static readonly Rule Missing = new("B115", Severity.Error, "A run lacks a metric that every run has",
        """{ "completed": 100, "duration": 9.5 }""", """{ "completed": 100, "duration": 9.5, "request_throughput": 10.5 }""");

    internal static readonly Rule SeriesColumn = new("B201", Severity.Error, "A series file lacks a column",
        "date,commit,value", "date,commit,case,device,metric,unit,value,config");

    internal static readonly Rule SeriesRow = new("B202", Severity.Error, "A row of a series file cannot be read",
        "2026-05-09,821451f84a,c,v6e-1,request_throughput,req/s,fast,base", "2026-05-09,821451f84a,c,v6e-1,request_throughput,req/s,11.5,base");

    /// <summary>All rules of this room, in the order of their codes.</summary>
    public static ImmutableArray<Rule> All { get; } =
    [
        NotJson,
        NoResult, CutOff, NotANumber, UnknownUnit, UnknownLine, EveryRequestFailed, SomeRequestsFailed, Contradiction, Twice, Unfinished,
        BrokenAccuracy, NoScore, SeveralScores, BeforeTheTable, Missing,
        SeriesColumn, SeriesRow,
    ];
}
