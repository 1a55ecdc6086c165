using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Benchmarks.Cases;

/// <summary>B011: the end-to-end latency is not measured.</summary>
internal sealed class NoEndToEnd : CaseRule
{
    public override Rule Rule { get; } =
        new(
            "B011",
            Severity.Error,
            "The client does not measure end-to-end latency, which is judged",
            "\"percentile-metrics\": \"ttft,tpot\"",
            "\"percentile-metrics\": \"ttft,tpot,itl,e2el\""
        )
        {
            Why =
                "A latency was to be judged that the client does not measure unless it is asked to. The case failed every night for a "
                + "missing number.",
        };

    internal override IEnumerable<Diagnostic> Check(BenchmarkCase one, Fleet fleet)
    {
        if (one.Client.Kind == CommandKind.BenchServe && !one.Client.Words("percentile-metrics").Contains("e2el"))
            yield return new Diagnostic(
                Rule,
                one.Client["percentile-metrics"]?.Value.Location ?? one.Client.Location,
                "'percentile-metrics' does not hold 'e2el'",
                "write \"percentile-metrics\": \"ttft,tpot,itl,e2el\"");
    }
}
