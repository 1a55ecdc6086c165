using BuildkiteCi.Benchmarks.Cases;
using BuildkiteCi.Benchmarks.Judging;
using BuildkiteCi.Benchmarks.Metrics;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Testing;
using BuildkiteCi.Testing.Accuracy;
using CsCheck;

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

        Judgement
            .Of(Report((KnownMetrics.P99EndToEnd, 9000)), null, targets)
            .Reason.ShouldBe("p99_e2el_ms 9,000 ms, at most 10,000 ms: 10.0 % below");
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
    [InlineData(
        0.72,
        0.012,
        "✅ Passing",
        "exact_match,strict-match 0.7200, at least 0.7400 less 0.03: 2.7 % below, -1.7 standard errors from it, borderline"
    )]
    [InlineData(
        0.70,
        0.012,
        "❌ Failing",
        "exact_match,strict-match 0.7000, at least 0.7400 less 0.03: 5.4 % below, -3.3 standard errors from it, borderline"
    )]
    [InlineData(
        0.60,
        0.012,
        "❌ Failing",
        "exact_match,strict-match 0.6000, at least 0.7400 less 0.03: 18.9 % below, -11.7 standard errors from it"
    )]
    public void A_score_passes_down_to_its_tolerance_and_says_how_sure_that_is(double score, double error, string status, string reason)
    {
        var judgement = Judgement.Of(
            null,
            new AccuracyScore("gsm8k", EvaluationMetrics.Named("exact_match,strict-match")!, score, error, 1319),
            new Targets { Accuracy = new AccuracyTarget(0.74) }
        );

        (judgement.Status.Text, judgement.Reason).ShouldBe((status, reason));
    }

    [Fact]
    public void The_tolerance_itself_still_passes() =>
        Judgement
            .Of(
                null,
                new AccuracyScore("gsm8k", EvaluationMetrics.Named("exact_match")!, 0.71, null, 1319),
                new Targets { Accuracy = new AccuracyTarget(0.74) }
            )
            .Status.ShouldBe(Status.Passing);

    [Fact]
    public void A_run_whose_requests_failed_fails_however_good_the_others_were()
    {
        var report = Report((KnownMetrics.Completed, 198), (KnownMetrics.Failed, 102), (KnownMetrics.RequestThroughput, 50)) with
        {
            Verdict = ReportVerdict.SomeRequestsFailed,
        };

        Judgement.Of(report, null, new Targets { RequestThroughput = 1 }).ShouldSatisfyAllConditions(
            judgement => judgement.Status.ShouldBe(Status.Failing),
            judgement => judgement.Reason.ShouldBe("102 of 300 requests failed"));
        Judgement.Of(report with { Verdict = ReportVerdict.AllRequestsFailed }, null, Targets.None).Status.ShouldBe(Status.Failing);
    }

    [Fact]
    public void A_run_for_accuracy_is_judged_by_its_score_alone()
    {
        var targets = Targets.Of(
            new CaseSettings
            {
                RunType = "JAX_ACCURACY",
                ExpectedThroughput = 5,
                ExpectedAccuracy = 0.8,
            },
            accuracyTolerance: 0.01
        );

        (targets.RequestThroughput, targets.Latency, targets.Accuracy).ShouldBe((null, null, new AccuracyTarget(0.8, 0.01)));
    }

    [Fact]
    public void The_annotation_is_a_small_table_in_which_no_name_becomes_markup()
    {
        var judgement = Judgement.Of(
            Report((KnownMetrics.RequestThroughput, 9)),
            null,
            new Targets { RequestThroughput = 10, Latency = TimeSpan.FromSeconds(10) }
        );

        JudgementText.Markdown("a|b <script>", judgement).ShouldBe(
            """
            **a\|b \<script\>**: ❌ Failing, request\_throughput 9.00 req/s, at least 10.00 req/s: 10.0 % below

            | metric | measured | target | margin | |
            |---|--:|--:|--:|---|
            | request\_throughput | 9.00 req/s | ≥ 10.00 req/s | -10.0 % | ❌ Failing |
            | p99\_e2el\_ms | not measured | ≤ 10,000 ms |  | ❓ Untested |

            """);
    }

    [Fact]
    public void The_matrix_gets_what_was_measured_with_the_target_in_force()
    {
        var score = new AccuracyScore("gsm8k", EvaluationMetrics.Named("exact_match")!, 0.8, 0.01, 1319);
        var judgement = Judgement.Of(
            Report((KnownMetrics.RequestThroughput, 11.5)),
            score,
            new Targets
            {
                RequestThroughput = 10,
                Latency = TimeSpan.FromSeconds(9),
                Accuracy = new AccuracyTarget(0.74),
            }
        );

        judgement.Measurements.ShouldBe(
        [
            new Measurement(KnownMetrics.RequestThroughput, 11.5) { Target = 10 },
            new Measurement(score.Metric, 0.8) { Target = 0.74, StandardError = 0.01 },
        ]);
    }

    [Fact]
    public void A_target_of_zero_is_no_target() =>
        Judgement
            .Of(
                Report((KnownMetrics.RequestThroughput, 11.5)),
                null,
                new Targets { RequestThroughput = 0, Accuracy = new AccuracyTarget(0) }
            )
            .ShouldSatisfyAllConditions(
                judgement => judgement.Verdict.ShouldBe(StageVerdict.Unverified),
                judgement => judgement.Reason.ShouldBe("no target is set")
            );

    [Fact]
    public void A_score_on_another_scale_than_its_target_fails_with_the_reason() =>
        Judgement
            .Of(
                null,
                new AccuracyScore("cnn", EvaluationMetrics.Named("rouge1")!, 44.1, null, 100),
                new Targets { Accuracy = new AccuracyTarget(0.4) }
            )
            .ShouldSatisfyAllConditions(
                judgement => judgement.Verdict.ShouldBe(StageVerdict.Failed),
                judgement => judgement.Reason.ShouldBe("rouge1 is 44.1, and the target 0.4 is a fraction"));

    [Fact]
    public void Stages_and_cases_judge_every_score_by_one_rule() =>
        Gen.Select(Gen.Int[0, 1000], Gen.Int[1, 1000], Gen.Int[0, 100]).Sample((score, target, tolerance) =>
        {
            var asked = new AccuracyTarget(target / 1000.0, tolerance / 1000.0);
            var measured = new AccuracyScore("gsm8k", EvaluationMetrics.Named("exact_match")!, score / 1000.0, null, 1000);
            var run = new StageRun(new ProcessExit(0, TimeSpan.Zero), []) { Target = asked, Score = measured };

            var ofCase = Judgement.Of(null, measured, new Targets { Accuracy = asked }).Verdict;
            return ofCase == StageJudge.Judge(run, StageSettings.BuiltIn).Verdict
                && (ofCase == StageVerdict.Passed) == (score >= target - tolerance);
        }
            );

    private static ClientReport Report(params (Metric Metric, double Value)[] values) =>
        new(ReportVerdict.Ok, new RunMetrics([.. values.Select(value => new Measurement(value.Metric, value.Value))]));
}
