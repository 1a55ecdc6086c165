using BuildkiteCi.Catalogue;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Pipelines.Builds;
using static BuildkiteCi.Testing.Tests.StageBench;

namespace BuildkiteCi.Testing.Tests;

public sealed class StageRunnerTests
{
    [Fact]
    public async Task A_command_that_ends_well_passes_and_its_lines_are_shown_as_they_come()
    {
        using var bench = new StageBench();

        var report = await bench.RunAsync(Job("echo one; echo two >&2; echo three"));

        (report.Judgement.Verdict, report.Succeeded, report.Tries).ShouldBe((StageVerdict.Passed, true, 1));
        bench.Log.Output.Order().ShouldBe(["one", "three", "two"]);
    }

    [Fact]
    public async Task The_first_failing_line_fails_the_stage_and_the_build_learns_why()
    {
        using var bench = new StageBench();

        var report = await bench.RunAsync(
            Job("false\necho never", ("BUILDKITE_BUILD_URL", "https://buildkite.com/tpu/ci/builds/7"), ("BUILDKITE_JOB_ID", "018e"))
        );

        (report.Judgement, report.Succeeded).ShouldBe((new StageJudgement(StageVerdict.Failed, "exit status 1"), false));
        bench.Log.Output.ShouldBeEmpty();
        StepFailure.Parse((await bench.Build.MetaDataAsync("failure:tpu6e_MoE_CorrectnessTest", Stop))!)
            .ShouldBe(new StepFailure(StageVerdict.Failed, "exit status 1", "https://buildkite.com/tpu/ci/builds/7#018e"));
    }

    [Fact]
    public async Task The_command_has_the_variables_that_its_job_would_have()
    {
        using var bench = new StageBench();

        await bench.RunAsync(
            Job(
                "echo \"$CI_TARGET at $MINIMUM_ACCURACY_THRESHOLD\"",
                ("CI_TARGET", "Qwen/Qwen3-4B"),
                ("MINIMUM_ACCURACY_THRESHOLD", "0.85")
            )
        );

        bench.Log.Output.ShouldBe(["Qwen/Qwen3-4B at 0.85"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# TODO: replace with your command")]
    public async Task A_command_that_nobody_has_written_is_unverified_and_never_a_pass(string command)
    {
        using var bench = new StageBench();

        var report = await bench.RunAsync(Job(command));

        (report.Judgement.Verdict, report.Succeeded).ShouldBe((StageVerdict.Unverified, true));
        (await bench.Build.MetaDataAsync("tpu6e_MoE_CorrectnessTest", Stop)).ShouldBe("unverified");
        report.ToString().ShouldBe("CorrectnessTest of MoE: unverified (TEST_COMMAND is not filled in, so nothing was run)");
    }

    [Fact]
    public async Task A_command_that_takes_too_long_is_ended_and_timed_out()
    {
        using var bench = new StageBench { Settings = StageSettings.BuiltIn with { Timeout = TimeSpan.FromMilliseconds(300) } };

        (await bench.RunAsync(Job("sleep 1000"))).Judgement.Verdict.ShouldBe(StageVerdict.TimedOut);
    }

    [Fact]
    public async Task What_a_test_states_by_a_line_stands_under_its_key()
    {
        using var bench = new StageBench();

        var report = await bench.RunAsync(Job("echo 'CI_RESULT: skipped (only for tpu7x)'; exit 3"));

        report.Succeeded.ShouldBeTrue();
        (await bench.Build.MetaDataAsync("tpu6e_MoE_CorrectnessTest", Stop)).ShouldBe("skipped (only for tpu7x)");
    }

    [Fact]
    public async Task A_failure_of_the_machine_that_passes_is_tried_again()
    {
        using var bench = new StageBench
        {
            Settings = StageSettings.BuiltIn with
            {
                Retry = StageSettings.BuiltIn.Retry with { FirstDelay = TimeSpan.FromMilliseconds(1) },
            },
        };

        var report = await bench.RunAsync(Job("if [ -e tried ]; then exit 0; fi; touch tried; echo 'Device or resource busy' >&2; exit 1"));

        (report.Judgement.Verdict, report.Tries).ShouldBe((StageVerdict.Passed, 2));
        bench.Log.Notices[0].ShouldStartWith("infrastructure failure: device busy: Device or resource busy; try 2 of 3 in ");
    }

    [Fact]
    public async Task A_failure_of_the_machine_that_stays_is_reported_as_what_it_is()
    {
        using var bench = new StageBench
        {
            Settings = StageSettings.BuiltIn with
            {
                Retry = StageSettings.BuiltIn.Retry with { FirstDelay = TimeSpan.FromMilliseconds(1) },
            },
        };

        var report = await bench.RunAsync(Job("echo try >> tries; echo 'Device or resource busy'; exit 1"));

        report.Judgement.Verdict.ShouldBe(StageVerdict.Infrastructure);
        File.ReadAllLines(Path.Combine(bench.Folder.Path, "tries")).Length.ShouldBe(3);
        (await bench.Build.MetaDataAsync("failure:tpu6e_MoE_CorrectnessTest", Stop)).ShouldBe(
            "infrastructure failure\ndevice busy: Device or resource busy"
        );
    }

    [Fact]
    public async Task A_cancelled_stage_says_which_one_it_was_and_what_is_gone()
    {
        using var bench = new StageBench();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        bench.Log.OnOutput = _ => stop.Cancel();

        var cancelled = await Should.ThrowAsync<StageCancelledException>(() => bench.RunAsync(Job("echo started; sleep 1000"), stop.Token));

        cancelled.Message.ShouldMatch(
            "^CorrectnessTest of MoE: cancelled after [0-9.]+ (ms|s); the command and all that it started are ended$"
        );
    }

    [Fact]
    public async Task A_stage_that_is_cancelled_before_its_command_runs_says_so()
    {
        using var bench = new StageBench
        {
            Settings = StageSettings.BuiltIn with { Retry = StageSettings.BuiltIn.Retry with { FirstDelay = TimeSpan.FromHours(1) } },
        };
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        bench.Log.OnNotice = _ => stop.Cancel();

        var cancelled = await Should.ThrowAsync<StageCancelledException>(() =>
            bench.RunAsync(Job("echo 'Device or resource busy'; exit 1"), stop.Token)
        );

        cancelled.Message.ShouldEndWith("; no command was running");
    }

    [Fact]
    public async Task A_failing_test_is_not_tried_again()
    {
        using var bench = new StageBench();

        (await bench.RunAsync(Job("exit 1"))).Tries.ShouldBe(1);
    }

    [Fact]
    public async Task The_failing_tests_of_a_JUnit_file_become_an_annotation()
    {
        using var bench = new StageBench();

        await bench.RunAsync(Job("""
            cat > "$CI_RESULTS_DIR/junit.xml" <<'END'
            <testsuites><testsuite name="pytest"><testcase classname="tests.test_moe" name="test_ok"/>
            <testcase classname="tests.test_moe" name="test_gmm[bf16]"><failure message="assert 1 &lt; 0">def test_gmm():
            &gt;   assert 1 &lt; 0</failure></testcase></testsuite></testsuites>
            END
            exit 1
            """));

        var note = (await bench.Build.Annotations.AllAsync(Stop)).ShouldHaveSingleItem();
        note.Context.ShouldBe("failing-tests-tpu6e_MoE_CorrectnessTest");
        note.Body.ShouldContain("<code>tests.test_moe::test_gmm[bf16]</code>");
        note.Body.ShouldContain(">   assert 1 < 0");
        note.Body.ShouldNotContain("test_ok");
    }

    [Fact]
    public async Task A_retry_that_passes_takes_the_annotation_of_its_failure_back()
    {
        using var bench = new StageBench();

        await bench.RunAsync(
            Job("""echo '<testsuite><testcase name="a"><error/></testcase></testsuite>' > "$CI_RESULTS_DIR/junit.xml"; exit 1""")
        );
        await bench.RunAsync(Job("true", ("BUILDKITE_RETRY_COUNT", "1")));

        (await bench.Build.Annotations.AllAsync(Stop)).ShouldHaveSingleItem().Style.ShouldBe(AnnotationStyle.Success);
    }

    [Fact]
    public async Task An_accuracy_stage_is_judged_by_the_newest_results_file_of_its_own_run()
    {
        using var bench = new StageBench();
        var job = Job("""
            echo '{"results": {"gsm8k": {"exact_match,strict-match": 0.5}}}' > "$CI_RESULTS_DIR/gsm8k_m_2026-08-11T03-14-07.091200.json"
            echo '{"results": {"gsm8k": {"exact_match,strict-match": 0.84}}}' > "$CI_RESULTS_DIR/gsm8k_m_2026-08-12T03-14-07.091200.json"
            """,
            ("MINIMUM_ACCURACY_THRESHOLD", "0.85"),
            ("CI_TPU_VERSION", "tpu6e")
        ) with
        {
            Stage = new Stage("Accuracy/Correctness", "Accuracy", "Accuracy") { Role = StageRole.Accuracy },
        };

        var judgement = (await bench.RunAsync(job)).Judgement;

        (judgement.Verdict, judgement.Reason).ShouldBe((StageVerdict.Passed, "gsm8k exact_match,strict-match 0.84 reaches 0.85 - 0.03"));
        var told = await bench.Build.MetaDataAsync("v6MoE:Accuracy/Correctness_measurements", Stop);
        MeasurementText
            .Read(told!)
            .ShouldHaveSingleItem()
            .ShouldBe(new Measurement(new Metric("exact_match,strict-match", MetricUnit.Fraction, Better.Higher), 0.84) { Target = 0.85 });
    }

    [Theory]
    [InlineData(
        "echo '{\"results\": {\"gsm8k\": {\"exact_match,strict-match\": NaN}}}' > \"$CI_RESULTS_DIR/gsm8k_1.json\"",
        "0.85",
        "the evaluation gave no score: the score 'exact_match,strict-match' of 'gsm8k' is NaN, not a number"
    )]
    [InlineData("true", "0.8x", "MINIMUM_ACCURACY_THRESHOLD is '0.8x', which is no number")]
    public async Task An_accuracy_stage_that_cannot_be_judged_fails_though_its_command_ends_well(
        string command,
        string target,
        string reason
    )
    {
        using var bench = new StageBench();
        var job = Job(command, ("MINIMUM_ACCURACY_THRESHOLD", target)) with
        {
            Stage = new Stage("Accuracy/Correctness", "Accuracy", "Accuracy") { Role = StageRole.Accuracy },
        };

        var judgement = (await bench.RunAsync(job)).Judgement;

        (judgement.Verdict, judgement.Reason).ShouldBe((StageVerdict.Failed, reason));
    }
}
