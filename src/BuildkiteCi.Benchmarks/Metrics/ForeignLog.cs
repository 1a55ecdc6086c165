using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace BuildkiteCi.Benchmarks.Metrics;

/// <summary>Names the program that wrote a log without a result, by a line that only it writes.</summary>
internal static partial class ForeignLog
{
    internal static readonly Rule NotOfAClient =
        new(
            "B118",
            Severity.Error,
            "The log is another program's and holds no result of a benchmark",
            "=== test session starts ===",
            "============ Serving Benchmark Result ============"
        )
        {
            Why = "A log of the server was handed in for the client's. It holds no result, and the case was taken for failed.",
        };

    private static readonly ImmutableArray<(Regex Line, string Name)> Known =
    [
        (Server(), "a vLLM server"), (Pytest(), "pytest"), (GuideLlm(), "GuideLLM"), (MlPerf(), "MLPerf's LoadGen"), (Locust(), "Locust"),
        (ApacheBench(), "ApacheBench"),
        (Wrk(), "wrk"),
        (Hey(), "hey"),
        (K6(), "k6"),
        (Fio(), "fio"),
        (Iperf(), "iperf"),
        (NvidiaSmi(), "nvidia-smi"),
        (Docker(), "docker build"), (Pip(), "pip"), (Git(), "git"), (TrtLlm(), "trtllm-bench"), (LlmPerf(), "llmperf"),
    ];

    /// <summary>The program and the line that tells it; null where no line does. Of several programs the one with the most such
    /// lines.</summary>
    public static (string Name, ConsoleLine Line)? Of(ImmutableArray<ConsoleLine> lines) => Known
        .Select(known => (known.Name, Lines: lines.Where(line => known.Line.IsMatch(line.Text)).ToArray()))
        .Where(found => found.Lines.Length > 0).OrderByDescending(found => found.Lines.Length)
        .Select(found => ((string, ConsoleLine)?)(found.Name, found.Lines[0])).FirstOrDefault();

    [GeneratedRegex(
        @"Application startup complete|Uvicorn running on|vLLM API server version|\(EngineCore|\(APIServer pid=",
        RegexOptions.ExplicitCapture,
        10_000
    )]
    private static partial Regex Server();

    [GeneratedRegex(
        @"^=+ (test session starts|short test summary info|[0-9]+ (passed|failed|error)).*=+$",
        RegexOptions.ExplicitCapture,
        10_000
    )]
    private static partial Regex Pytest();

    [GeneratedRegex("guidellm|Benchmarks Stats:", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex GuideLlm();

    [GeneratedRegex("^MLPerf Results Summary$|^SUT name : ", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex MlPerf();

    [GeneratedRegex(@"^Type\s+Name\s+# reqs|locust\.(main|runners)", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Locust();

    [GeneratedRegex("^This is ApacheBench|^Requests per second: .*\\(mean\\)$", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex ApacheBench();

    [GeneratedRegex("^Running [0-9]+[smh] test @ ", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Wrk();

    [GeneratedRegex(@"^Response time histogram:$|^Requests/sec:\s+[0-9.]+$", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Hey();

    [GeneratedRegex(@"^http_req_duration\.+:|^execution: local$", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex K6();

    [GeneratedRegex(@"^fio-[0-9.]+$|^Run status group [0-9]+ ", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Fio();

    [GeneratedRegex(@"^\[ *ID\] Interval +Transfer", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Iperf();

    [GeneratedRegex(@"NVIDIA-SMI [0-9.]+ +", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex NvidiaSmi();

    [GeneratedRegex(
        @"^#[0-9]+ (\[|DONE|exporting)|^Step [0-9]+/[0-9]+ : |^Successfully built [0-9a-f]{12}$",
        RegexOptions.ExplicitCapture,
        10_000
    )]
    private static partial Regex Docker();

    [GeneratedRegex("^Successfully installed |^Requirement already satisfied: ", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Pip();

    [GeneratedRegex("^Cloning into '|^HEAD is now at [0-9a-f]{7,}", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Git();

    [GeneratedRegex("trtllm-bench|^= PERFORMANCE OVERVIEW", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex TrtLlm();

    [GeneratedRegex("^Results for token benchmark for ", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex LlmPerf();
}
