using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Benchmarks.Cases;

/// <summary>B012: the 99th percentile is not measured.</summary>
internal sealed class No99 : CaseRule
{
    public override Rule Rule { get; } =
        new(
            "B012",
            Severity.Error,
            "The client does not measure the 99th percentile, which is judged",
            "\"metric-percentiles\": \"50,90\"",
            "\"metric-percentiles\": \"50,90,99\""
        )
        {
            Why = "The 99th percentile was judged and not measured. The case was red although its model was fast enough.",
        };

    internal override IEnumerable<Diagnostic> Check(BenchmarkCase one, Fleet fleet)
    {
        if (
            one.Client.Kind == CommandKind.BenchServe
            && one.Client["metric-percentiles"] is { } percentiles
            && !one.Client.Words("metric-percentiles").Contains("99")
        )
            yield return new Diagnostic(
                Rule,
                percentiles.Value.Location,
                "'metric-percentiles' does not hold '99'",
                "add 99: the latency that is judged is the 99th percentile");
    }
}
