using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Testing.Accuracy;

namespace BuildkiteCi.Testing.Tests;

public sealed class StageJudgeTests
{
    [Theory]
    [InlineData(0, StageVerdict.Passed, "exit status 0")]
    [InlineData(1, StageVerdict.Failed, "exit status 1")]
    [InlineData(139, StageVerdict.Failed, "exit status 139")]
    [InlineData(137, StageVerdict.Infrastructure, "ended by SIGKILL, exit status 137")]
    [InlineData(143, StageVerdict.Infrastructure, "ended by SIGTERM, exit status 143")]
    [InlineData(77, StageVerdict.SelfReported, "skipped")]
    [InlineData(78, StageVerdict.SelfReported, "not enough HBM")]
    public void An_exit_status_alone_tells_a_failing_test_from_a_failing_machine_and_from_a_stated_result(
        int status,
        StageVerdict verdict,
        string reason
    ) => Judge(Run(status)).ShouldBe((verdict, reason));

    [Theory]
    [InlineData(
        "docker: Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?",
        "container engine gone"
    )]
    [InlineData("docker: Error response from daemon: manifest for vllm-tpu:0123 not found: manifest unknown.", "image pull failed")]
    [InlineData(
        "RuntimeError: Unable to initialize backend 'tpu': ABORTED: The TPU is already in use by process with pid 4711.",
        "device busy"
    )]
    [InlineData("OSError: [Errno 16] Device or resource busy: '/dev/vfio/0'", "device busy")]
    [InlineData("OSError: [Errno 28] No space left on device", "out of disk")]
    public void A_line_of_a_failing_run_gives_the_machine_away(string line, string name)
    {
        var judgement = StageJudge.Judge(Run(1, "collected 12 items", line, "make: *** [test] Error 1"), StageSettings.BuiltIn);

        (judgement.Verdict, judgement.Reason).ShouldBe((StageVerdict.Infrastructure, $"{name}: {line}"));
        judgement.MayRetry.ShouldBe(name != "out of disk");
    }

    [Fact]
    public void The_same_line_in_a_run_that_passes_means_nothing() =>
        Judge(Run(0, "No space left on device")).ShouldBe((StageVerdict.Passed, "exit status 0"));

    [Fact]
    public void A_repository_s_own_table_takes_the_place_of_the_built_in_one() =>
        StageJudge
            .Judge(
                Run(9, "chip 3 is on fire"),
                StageSettings.BuiltIn with
                {
                    Signatures = [new FailureSignature("fire") { ExitStatuses = [9], Pattern = "on fire$" }],
                }
            )
            .ShouldBe(new StageJudgement(StageVerdict.Infrastructure, "fire: chip 3 is on fire") { MayRetry = true });

    [Fact]
    public void A_run_that_was_ended_by_its_timeout_says_after_how_long() =>
        Judge(new StageRun(new ProcessExit(124, TimeSpan.FromMinutes(62)) { TimedOut = true }, []))
            .ShouldBe((StageVerdict.TimedOut, "ended after 1 h 2 min"));

    [Fact]
    public void A_command_that_could_not_be_started_is_the_machines_fault() =>
        Judge(new StageRun(ProcessExit.NotStarted("'bash' could not be started: no such file"), []))
            .Verdict.ShouldBe(StageVerdict.Infrastructure);

    [Theory]
    [InlineData("skipped (only for tpu7x)", 0, StageVerdict.SelfReported, "skipped (only for tpu7x)")]
    [InlineData("not enough HBM", 1, StageVerdict.SelfReported, "not enough HBM")]
    [InlineData("passed", 1, StageVerdict.Failed, "exit status 1")]
    [InlineData("passed", 0, StageVerdict.Passed, "exit status 0")]
    [InlineData("failed (recompilations)", 0, StageVerdict.Failed, "stated 'failed (recompilations)'")]
    [InlineData("skiped", 0, StageVerdict.Failed, "stated 'skiped', which is no status; did you mean 'skipped'?")]
    public void What_a_test_states_wins_over_its_exit_status_except_that_it_passes(
        string statement,
        int status,
        StageVerdict verdict,
        string reason
    ) => Judge(Run(status) with { Statement = statement }).ShouldBe((verdict, reason));

    [Theory]
    [InlineData(0.85, 0.86, 0, StageVerdict.Passed, "gsm8k exact_match,strict-match 0.86 ± 0.012 reaches 0.85 - 0.03")]
    [InlineData(0.85, 0.8237, 0, StageVerdict.Passed, "gsm8k exact_match,strict-match 0.8237 ± 0.012 reaches 0.85 - 0.03")]
    [InlineData(0.85, 0.81, 0, StageVerdict.Failed, "gsm8k exact_match,strict-match 0.81 ± 0.012 is below 0.85 - 0.03")]
    [InlineData(0.85, 0.81, 1, StageVerdict.Failed, "gsm8k exact_match,strict-match 0.81 ± 0.012 is below 0.85 - 0.03; exit status 1")]
    [InlineData(0.85, 0.9, 1, StageVerdict.Failed, "exit status 1")]
    public void A_score_is_compared_with_the_target_less_the_spread_of_one_evaluation(
        double target,
        double score,
        int status,
        StageVerdict verdict,
        string reason
    ) => Judge(Run(status) with { Target = new AccuracyTarget(target), Score = Gsm8k(score) }).ShouldBe((verdict, reason));

    [Fact]
    public void An_accuracy_stage_without_a_target_is_unverified_and_says_what_it_measured() =>
        Judge(Run(0) with { Target = new AccuracyTarget(0), Score = Gsm8k(0.86) })
            .ShouldBe(
                (
                    StageVerdict.Unverified,
                    "MINIMUM_ACCURACY_THRESHOLD is not filled in, measured: gsm8k exact_match,strict-match 0.86 ± 0.012"
                )
            );

    [Fact]
    public void An_evaluation_that_left_no_file_is_judged_by_its_exit_status() =>
        Judge(Run(0) with { Target = new AccuracyTarget(0.85) }).ShouldBe((StageVerdict.Passed, "exit status 0"));

    [Theory]
    [InlineData(5.2, "gsm8k: exact_match,strict-match is 5.2, and a fraction lies between 0 and 1")]
    [InlineData(-0.1, "gsm8k: exact_match,strict-match is -0.1, and a fraction lies between 0 and 1")]
    public void A_score_on_another_scale_than_its_target_is_a_failure_and_not_a_pass(double score, string reason) =>
        Judge(Run(0) with { Target = new AccuracyTarget(0.85), Score = Gsm8k(score) }).ShouldBe((StageVerdict.Failed, reason));

    [Fact]
    public void A_score_that_gets_better_downwards_passes_below_its_target()
    {
        var perplexity = new AccuracyScore("wikitext", EvaluationMetrics.Named("word_perplexity,none")!, 9.9, null, null);

        Judge(Run(0) with { Target = new AccuracyTarget(10), Score = perplexity })
            .ShouldBe((StageVerdict.Passed, "wikitext word_perplexity,none 9.9 reaches 10 + 0.03"));
        Judge(Run(0) with { Target = new AccuracyTarget(10), Score = perplexity with { Score = 50 } })
            .ShouldBe((StageVerdict.Failed, "wikitext word_perplexity,none 50 is above 10 + 0.03"));
    }

    [Fact]
    public void An_accuracy_that_cannot_be_judged_fails_whatever_the_exit_status_is() =>
        Judge(Run(0) with { Target = new AccuracyTarget(0.85), Unjudged = "the evaluation gave no score: 'results' holds no score" })
            .ShouldBe((StageVerdict.Failed, "the evaluation gave no score: 'results' holds no score"));

    [Fact]
    public void A_score_is_kept_with_its_target_for_the_matrix() =>
        StageJudge
            .Judge(Run(0) with { Target = new AccuracyTarget(0.85), Score = Gsm8k(0.86) }, StageSettings.BuiltIn)
            .Score.ShouldBe(
                new Measurement(new Metric("exact_match,strict-match", MetricUnit.Fraction, Better.Higher), 0.86)
                {
                    Target = 0.85,
                    StandardError = 0.012,
                }
            );

    private static AccuracyScore Gsm8k(double score) =>
        new("gsm8k", EvaluationMetrics.Named("exact_match,strict-match")!, score, 0.012, 1319);

    private static StageRun Run(int status, params string[] lines) =>
        new(new ProcessExit(status, TimeSpan.FromSeconds(3)), [.. lines.Select(line => new OutputLine(line, IsError: false))]);

    private static (StageVerdict Verdict, string Reason) Judge(StageRun run)
    {
        var judgement = StageJudge.Judge(run, StageSettings.BuiltIn);
        return (judgement.Verdict, judgement.Reason);
    }
}
