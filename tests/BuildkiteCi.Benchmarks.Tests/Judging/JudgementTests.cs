using BuildkiteCi.Benchmarks.Cases;
using BuildkiteCi.Benchmarks.Judging;
using BuildkiteCi.Benchmarks.Metrics;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Testing.Accuracy;
using Measurement = BuildkiteCi.Benchmarks.Metrics.Measurement;

namespace BuildkiteCi.Benchmarks.Tests.Judging;

public sealed class JudgementTests
{
    [Theory]
    [InlineData(11.5, "✅ Passing", "request_throughput 11.50 req/s, at least 10.00 req/s: 15.0 % above")]
    [InlineData(10, "✅ Passing", "request_throughput 10.00 req/s, at least 10.00 req/s: 0.0 % above")]
    [InlineData(9, "❌ Failing", "request_throughput 9.00 req/s, at least 10.00 req/s: 10.0 % below")]
    public void A_throughput_is_judged_with_its_numbers_and_margin(double measured, string status, string reason)
    {
        var judgement = Judgement.Of(Report((KnownMetrics.RequestThroughput, measured)), null, new Targets { RequestThroughput = 10 });

        (judgement.Status.Text, judgement.Reason).ShouldBe((status, reason));
    }

    [Fact]
    public void Latency_is_better_below_its_goal()
    {
        var targets = new Targets { Latency = TimeSpan.FromSeconds(10) };

        Judgement.Of(Report((KnownMetrics.P99EndToEnd, 9000)), null, targets).Reason.ShouldBe("p99_e2el_ms 9,000 ms, at most 10,000 ms: 10.0 % below");
        Judgement.Of(Report((KnownMetrics.P99EndToEnd, 11_000)), null, targets).Status.ShouldBe(Status.Failing);
    }

    [Fact]
    public void What_was_not_measured_is_untested_and_what_nobody_asks_for_too()
    {
        Judgement.Of(Report(), null, new Targets { Latency = TimeSpan.FromSeconds(10) }).ShouldSatisfyAllConditions(
            judgement => judgement.Status.ShouldBe(Status.Untested),
            judgement => judgement.Reason.ShouldBe("p99_e2el_ms was not measured, at most 10,000 ms is asked for"));
        Judgement.Of(Report((KnownMetrics.RequestThroughput, 5)), null, Targets.None).ShouldSatisfyAllConditions(
            judgement => judgement.Status.ShouldBe(Status.Untested),
            judgement => judgement.Reason.ShouldBe("no target is set"));
    }

    [Theory]
    [InlineData(0.72, 0.012, "✅ Passing", "exact_match,strict-match 0.7200, at least 0.7400 less 0.03: 2.7 % below, -1.7 standard errors from it, borderline")]
    [InlineData(0.70, 0.012, "❌ Failing", "exact_match,strict-match 0.7000, at least 0.7400 less 0.03: 5.4 % below, -3.3 standard errors from it, borderline")]
    [InlineData(0.60, 0.012, "❌ Failing", "exact_match,strict-match 0.6000, at least 0.7400 less 0.03: 18.9 % below, -11.7 standard errors from it")]
    public void A_score_passes_down_to_its_tolerance_and_says_how_sure_that_is(double score, double error, string status, string reason)
    {
        var judgement = Judgement.Of(null, new AccuracyScore("gsm8k", "exact_match,strict-match", score, error, 1319), new Targets { Accuracy = 0.74 });

        (judgement.Status.Text, judgement.Reason).ShouldBe((status, reason));
    }

    [Fact]
    public void The_tolerance_itself_still_passes() =>
        Judgement.Of(null, new AccuracyScore("gsm8k", "exact_match", 0.71, null, 1319), new Targets { Accuracy = 0.74 }).Status.ShouldBe(Status.Passing);

    [Fact]
    public void A_run_whose_requests_failed_fails_however_good_the_others_were()
    {
        var report = Report((KnownMetrics.Completed, 198), (KnownMetrics.Failed, 102), (KnownMetrics.RequestThroughput, 50)) with { Verdict = ReportVerdict.SomeRequestsFailed };

        Judgement.Of(report, null, new Targets { RequestThroughput = 1 }).ShouldSatisfyAllConditions(
            judgement => judgement.Status.ShouldBe(Status.Failing),
            judgement => judgement.Reason.ShouldBe("102 of 300 requests failed"));
        Judgement.Of(report with { Verdict = ReportVerdict.AllRequestsFailed }, null, Targets.None).Status.ShouldBe(Status.Failing);
    }

    [Fact]
    public void A_run_for_accuracy_is_judged_by_its_score_alone()
    {
        var targets = Targets.Of(new CaseSettings { RunType = "JAX_ACCURACY", ExpectedThroughput = 5, ExpectedAccuracy = 0.8 });

        (targets.RequestThroughput, targets.Latency, targets.Accuracy).ShouldBe((null, null, 0.8));
    }

    [Fact]
    public void The_annotation_is_a_small_table_in_which_no_name_becomes_markup()
    {
        var judgement = Judgement.Of(Report((KnownMetrics.RequestThroughput, 9)), null, new Targets { RequestThroughput = 10, Latency = TimeSpan.FromSeconds(10) });

        JudgementText.Markdown("a|b <script>", judgement).ShouldBe(
            """
            **a\|b &lt;script\>**: ❌ Failing, request\_throughput 9.00 req/s, at least 10.00 req/s: 10.0 % below

            | metric | measured | target | margin | |
            |---|--:|--:|--:|---|
            | request\_throughput | 9.00 req/s | ≥ 10.00 req/s | -10.0 % | ❌ Failing |
            | p99\_e2el\_ms | not measured | ≤ 10,000 ms |  | ❓ Untested |

            """);
    }

    [Fact]
    public void The_matrix_gets_status_reason_and_measured_values()
    {
        var result = Judgement.Of(Report((KnownMetrics.RequestThroughput, 11.5)), null, new Targets { RequestThroughput = 10 }).ForMatrix("Benchmark");

        (result.Stage, result.Status, result.Note).ShouldBe(("Benchmark", Status.Passing, "request_throughput 11.50 req/s, at least 10.00 req/s: 15.0 % above"));
        result.Measurements.ShouldHaveSingleItem().ShouldBe(new BuildkiteCi.Catalogue.Results.Measurement("request_throughput", 11.5, "req/s") { Target = 10 });
    }

    private static ClientReport Report(params (Metric Metric, double Value)[] values) =>
        new(ReportVerdict.Ok, new RunMetrics([.. values.Select(value => new Measurement(value.Metric, value.Value))]));
}
