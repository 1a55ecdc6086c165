using BuildkiteCi.LocalBuilds.Running.Scheduling;
using BuildkiteCi.LocalBuilds.Store;
using BuildkiteCi.Pipelines;
using BuildkiteCi.Pipelines.Steps;
using static BuildkiteCi.LocalBuilds.Tests.Running.Scheduling.Plans;

namespace BuildkiteCi.LocalBuilds.Tests.Running.Scheduling;

public sealed class ScheduleTests
{
    [Fact]
    public void Steps_without_a_wait_between_them_run_at_once() => Of(Command("a"), Command("b")).RunnableKeys().ShouldBe(["a", "b"]);

    [Fact]
    public void A_wait_holds_back_what_is_behind_it_until_everything_before_it_has_passed()
    {
        var schedule = Of(Command("a"), Command("b"), Wait(), Command("c"));

        schedule.Run("a").RunnableKeys().ShouldBe(["b"]);
        schedule.Run("a").Run("b").RunnableKeys().ShouldBe(["c"]);
    }

    [Fact]
    public void A_failure_stops_at_a_plain_wait_and_passes_one_that_continues()
    {
        var schedule = Of(Command("a"), Wait(continueOnFailure: true), Command("b"), Wait(), Command("c")).RunAll("a");

        (schedule.EndOf("b"), schedule.EndOf("c"), schedule.IsFailing).ShouldBe((StepEnd.Passed, StepEnd.NotRun, true));
    }

    [Fact]
    public void A_soft_failure_is_no_failure_for_what_depends_on_it()
    {
        var schedule = Of(Command("a") with { Jobs = [new JobRules(new SoftFail(false, [1]))] }, Wait(), Command("b")).RunAll("a");

        (schedule.EndOf("a"), schedule.EndOf("b"), schedule.IsFailing).ShouldBe((StepEnd.SoftFailed, StepEnd.Passed, false));
    }

    [Fact]
    public void A_status_that_may_not_fail_softly_fails_the_build() =>
        Of(Command("a") with { Jobs = [new JobRules(new SoftFail(false, [42]))] }).RunAll("a").EndOf("a").ShouldBe(StepEnd.Failed);

    [Fact]
    public void A_step_that_names_what_it_depends_on_ignores_waits() =>
        Of(Command("a"), Wait(), Command("b") with { DependsOn = [] }, Command("c", "b")).RunnableKeys().ShouldBe(["a", "b"]);

    [Fact]
    public void A_step_whose_dependency_failed_never_runs_and_neither_does_what_depends_on_it()
    {
        var schedule = Of(Command("a"), Command("b", "a"), Command("c", "b")).RunAll("a");

        schedule.Progress(schedule.Find("b").Id).Reason.ShouldBe("step 'a' failed");
        schedule.Progress(schedule.Find("c").Id).Reason.ShouldBe("step 'b' did not run");
    }

    [Fact]
    public void A_dependency_that_may_fail_lets_its_step_run_and_the_build_still_fails()
    {
        var schedule = Of(
            Command("a"),
            Command("b") with { DependsOn = [new PlannedDependency(StepKey.Parse("a")!, AllowFailure: true)] },
            Command("c", "a") with { AllowDependencyFailure = true }).RunAll("a");

        (schedule.EndOf("b"), schedule.EndOf("c"), schedule.IsFailing).ShouldBe((StepEnd.Passed, StepEnd.Passed, true));
    }

    [Fact]
    public void What_depends_on_a_step_that_is_left_out_runs() =>
        Of(Command("a") with { LeftOut = "its 'if' is false" }, Command("b", "a")).RunAll().EndOf("b").ShouldBe(StepEnd.Passed);

    [Fact]
    public void A_wait_that_is_left_out_holds_nothing_back() =>
        Of(Command("a"), Wait() with { LeftOut = "its 'if' is false" }, Command("b")).RunnableKeys().ShouldBe(["a", "b"]);

    [Fact]
    public void A_step_that_this_machine_does_not_run_is_passed_over_when_its_turn_comes()
    {
        var schedule = Of(Command("a"), Command("tpu", "a") with { PassedOver = "queue" }, Command("record", "tpu"));

        schedule.RunnableKeys().ShouldBe(["a"]);
        schedule.RunAll().EndOf("record").ShouldBe(StepEnd.Passed);
        schedule.RunAll("a").EndOf("record").ShouldBe(StepEnd.NotRun);
    }

    [Fact]
    public void What_depends_on_a_group_waits_for_all_its_steps()
    {
        var group = new PlannedGroup("v6e") { Key = StepKey.Parse("v6e-group") };
        var schedule = Of(Command("a") with { Group = group }, Command("b") with { Group = group }, Command("c", "v6e-group"));

        schedule.Run("a").RunnableKeys().ShouldBe(["b"]);
        schedule.Run("a").Run("b").RunnableKeys().ShouldBe(["c"]);
    }

    [Fact]
    public void A_group_waits_as_its_depends_on_says_and_its_steps_for_what_they_name_besides()
    {
        var group = new PlannedGroup("v6e") { DependsOn = [new PlannedDependency(StepKey.Parse("build")!)] };
        var schedule = Of(Command("build"), Command("a") with { Group = group }, Command("b", "a") with { Group = group });

        schedule.RunnableKeys().ShouldBe(["build"]);
        schedule.Run("build").RunnableKeys().ShouldBe(["a"]);
    }

    [Fact]
    public void A_wait_within_a_group_holds_back_the_rest_of_the_group_alone()
    {
        var group = new PlannedGroup("v6e");
        var schedule = Of(
            Command("a") with
            {
                Group = group,
            },
            Wait() with
            {
                Group = group,
            },
            Command("b") with
            {
                Group = group,
            },
            Command("c")
        );

        schedule.RunnableKeys().ShouldBe(["a", "c"]);
    }

    [Fact]
    public void A_block_holds_back_what_is_behind_it_and_an_input_only_what_depends_on_it()
    {
        var schedule = Of(
            new PlannedStep(default, StepKind.Input) { Key = StepKey.Parse("ask") },
            Command("a"),
            Block("gate"),
            Command("b"),
            Command("c", "ask")
        );

        schedule.RunnableKeys().ShouldBe(["a"]);
        schedule.Run("a").Blocked.Select(step => step.Key!.Text).ShouldBe(["ask", "gate"]);
        schedule.Run("a").Unblock(schedule.Find("gate").Id).RunnableKeys().ShouldBe(["b"]);
        schedule.Unblock(schedule.Find("ask").Id).RunnableKeys().ShouldBe(["a", "c"]);
    }

    [Fact]
    public void A_failed_job_is_run_again_as_often_as_its_rule_allows()
    {
        var schedule = Of(Command("a") with { Retry = [new RetryRule([-1], false, [], [], 1), new RetryRule([], true, [], [], 2)] });

        schedule.Run("a", 1).Run("a", 1).RunnableKeys().ShouldBe(["a"]);
        schedule.Run("a", 1).Run("a", 1).Run("a", 1).EndOf("a").ShouldBe(StepEnd.Failed);
        schedule.Run("a", 1).Run("a", -1).Run("a", 1).Run("a").EndOf("a").ShouldBe(StepEnd.Passed);
        schedule.Run("a", -1).Run("a", -1).EndOf("a").ShouldBe(StepEnd.Errored);
    }

    [Theory]
    [InlineData("SIGTERM", null, 143, true, true)]
    [InlineData("term", null, 143, true, true)]
    [InlineData("none", null, 143, true, false)]
    [InlineData("*", null, 137, true, true)]
    [InlineData(null, "cancel", 143, true, true)]
    [InlineData("SIGTERM", null, 143, false, false)]
    [InlineData("none", null, 143, false, true)]
    [InlineData("none", null, 1, false, true)]
    [InlineData(null, "none", 1, false, true)]
    [InlineData(null, "cancel", 1, false, false)]
    public void A_job_is_retried_where_the_signal_that_it_was_sent_and_the_reason_fit(
        string? signal,
        string? reason,
        int status,
        bool isTimedOut,
        bool isRetried
    )
    {
        var rule = new RetryRule([], false, signal is null ? [] : [signal], reason is null ? [] : [reason], 1);

        JobProgress.New.After(new JobEnd(status) { TimedOut = isTimedOut }, JobRules.Strict, [rule]).End.HasValue.ShouldBe(!isRetried);
    }

    [Fact]
    public void A_job_that_took_too_long_has_failed_whatever_it_ended_with_and_whatever_may_fail()
    {
        var strict = Of(Command("a"));
        var job = strict.Runnable[0];

        strict.Start(job).End(job, new JobEnd(143) { TimedOut = true }).EndOf("a").ShouldBe(StepEnd.TimedOut);
        strict.Start(job).End(job, new JobEnd(0) { TimedOut = true }).EndOf("a").ShouldBe(StepEnd.TimedOut);
        Of(Command("a") with { Jobs = [new JobRules(new SoftFail(true, []))] })
            .Start(job)
            .End(job, new JobEnd(143) { TimedOut = true })
            .EndOf("a")
            .ShouldBe(StepEnd.TimedOut);
    }

    [Fact]
    public void A_step_of_several_jobs_ends_as_its_worst_one()
    {
        var schedule = Of(
            Command("a") with
            {
                Jobs = [JobRules.Strict, new JobRules(new SoftFail(true, [])), JobRules.Strict with { Skip = "not on v7x" }],
            }
        );
        schedule.Runnable.Select(job => job.Number).ShouldBe([0, 1]);

        schedule.RunAll("a").EndOf("a").ShouldBe(StepEnd.Failed);
        schedule.RunAll().EndOf("a").ShouldBe(StepEnd.Passed);
    }

    [Fact]
    public void A_concurrency_group_runs_as_many_jobs_as_its_limit_in_the_order_in_which_they_were_made()
    {
        var limit = new ConcurrencyLimit("tpu", 1);
        var schedule = Of(Command("first"), Command("a", "first") with { Concurrency = limit }, Command("b") with { Concurrency = limit });

        schedule.RunnableKeys().ShouldBe(["first"]);
        schedule.Run("first").RunnableKeys().ShouldBe(["a"]);
        schedule.Run("first").Run("a").RunnableKeys().ShouldBe(["b"]);
    }

    [Fact]
    public void An_eager_group_lets_a_job_go_that_is_ready_before_one_that_is_not()
    {
        var limit = new ConcurrencyLimit("tpu", 1, Eager: true);

        Of(Command("first"), Command("a", "first") with { Concurrency = limit }, Command("b") with { Concurrency = limit })
            .RunnableKeys()
            .ShouldBe(["first", "b"]);
    }

    [Fact]
    public void A_group_whose_first_job_waits_for_its_second_does_not_wait_for_ever()
    {
        var limit = new ConcurrencyLimit("tpu", 1);

        Of(Command("a", "b") with { Concurrency = limit }, Command("b") with { Concurrency = limit })
            .RunAll()
            .EndOf("a")
            .ShouldBe(StepEnd.Passed);
    }

    [Fact]
    public void Priority_goes_before_age() => Of(Command("a"), Command("b") with { Priority = 1 }).RunnableKeys().ShouldBe(["b", "a"]);

    [Fact]
    public void A_step_that_wants_it_is_cancelled_when_the_build_fails()
    {
        var schedule = Of(
            Command("a"),
            Command("b") with
            {
                CancelOnBuildFailing = true,
            },
            Command("c") with
            {
                CancelOnBuildFailing = true,
            }
        );
        var running = schedule.Runnable[1];

        schedule = schedule.Start(running).Run("a", 1);

        schedule.ToCancel.ShouldBe([running]);
        schedule.EndOf("c").ShouldBe(StepEnd.Cancelled);
        schedule.End(running, new JobEnd(143) { Cancelled = true }).EndOf("b").ShouldBe(StepEnd.Cancelled);
    }

    [Fact]
    public void Uploaded_steps_stand_behind_their_uploader_the_latest_upload_first()
    {
        var schedule = Of(Command("upload"), Command("after"));
        var uploader = schedule.Find("upload").Id;

        schedule
            .Upload(2, uploader, Command("a"))
            .Upload(3, uploader, Command("b"))
            .Steps.Select(step => step.Key!.Text)
            .ShouldBe(["upload", "b", "a", "after"]);
    }

    [Fact]
    public void An_upload_from_within_a_group_stands_behind_the_group()
    {
        var group = new PlannedGroup("v6e");
        var schedule = Of(Command("upload") with { Group = group }, Command("other") with { Group = group }, Command("after"));

        schedule
            .Upload(2, schedule.Find("upload").Id, Command("a"))
            .Steps.Select(step => step.Key!.Text)
            .ShouldBe(["upload", "other", "a", "after"]);
    }

    [Fact]
    public void What_waits_behind_a_step_also_waits_for_what_it_uploaded()
    {
        var schedule = Of(Command("upload"), Wait(), Command("behind"), Command("named", "upload"));
        var job = schedule.Runnable.Single();

        schedule = schedule.Start(job).Upload(2, job.Step, Command("a")).End(job, new JobEnd(0));

        schedule.RunnableKeys().ShouldBe(["a"]);
        schedule.RunAll().EndOf("named").ShouldBe(StepEnd.Passed);
        schedule.RunAll("a").EndOf("named").ShouldBe(StepEnd.NotRun);
        schedule.RunAll("a").EndOf("behind").ShouldBe(StepEnd.NotRun);
    }

    [Fact]
    public void An_uploaded_step_may_name_its_uploader_and_waits_for_that_alone()
    {
        var schedule = Of(Command("upload"));
        var job = schedule.Runnable.Single();

        schedule
            .Start(job)
            .Upload(2, job.Step, Command("a", "upload"), Command("b"))
            .End(job, new JobEnd(0))
            .RunnableKeys()
            .ShouldBe(["a", "b"]);
    }

    [Fact]
    public void A_wait_of_an_earlier_upload_waits_for_what_a_later_one_puts_above_it()
    {
        var schedule = Of(Command("upload"));
        var job = schedule.Runnable.Single();

        schedule = schedule
            .Start(job)
            .Upload(2, job.Step, Wait(continueOnFailure: true), Command("matrix"))
            .Upload(3, job.Step, Command("test"))
            .End(job, new JobEnd(0));

        schedule.RunnableKeys().ShouldBe(["test"]);
        schedule.Run("test", 1).RunnableKeys().ShouldBe(["matrix"]);
    }

    [Fact]
    public void A_step_that_names_a_key_of_no_step_is_stuck_and_says_so()
    {
        var schedule = Of(Command("unit"), Command("accuracy", "unti")).RunAll();

        schedule
            .Stuck.Select(stuck => $"{stuck.Step.Key}: {stuck.Why}")
            .ShouldBe(["accuracy: depends on 'unti', which no step of the build has; did you mean 'unit'?"]);
    }

    [Fact]
    public void Steps_that_wait_for_each_other_are_stuck() =>
        Of(Command("a", "b"), Command("b", "a"))
            .Stuck.Select(stuck => stuck.Why)
            .ShouldBe(["waits for step 'b', which never ends", "waits for step 'a', which never ends"]);

    [Fact]
    public void Replacing_an_upload_takes_out_what_has_not_started()
    {
        var schedule = Of(Command("upload"), Command("done"), Wait(), Command("old")).Run("done");
        var job = schedule.Runnable.Single();

        schedule
            .Start(job)
            .DropUnstarted()
            .Upload(2, job.Step, Command("new"))
            .Steps.Select(step => step.Key!.Text)
            .ShouldBe(["upload", "new", "done"]);
    }

    [Fact]
    public void A_step_that_ended_in_an_earlier_run_is_not_run_again()
    {
        var schedule = Of(Command("a"), Wait(), Command("b"));

        schedule.Restore(new Dictionary<StepId, StepEnd> { [schedule.Find("a").Id] = StepEnd.Passed }).RunnableKeys().ShouldBe(["b"]);
    }

    [Fact]
    public void A_wait_of_one_upload_holds_until_what_comes_with_it_has_run()
    {
        var publish = new UploadedSteps(null, [Wait() with { Id = new StepId(1, 0) }, Command("publish") with { Id = new StepId(1, 1) }]);
        var tests = new UploadedSteps(null, [Command("test") with { Id = new StepId(2, 0) }]);

        Schedule.Empty.Insert(publish, tests).RunnableKeys().ShouldBe(["test"]);
    }

    [Fact]
    public void Behind_a_wait_that_continues_the_next_plain_wait_minds_the_failure_above()
    {
        var schedule = Of(
                Command("a"),
                Wait(continueOnFailure: true),
                Command("b"),
                Wait(),
                Command("c"),
                Wait(continueOnFailure: true),
                Command("d")
            )
            .RunAll("a");

        schedule.EndOf("b").ShouldBe(StepEnd.Passed);
        schedule.EndOf("c").ShouldBe(StepEnd.NotRun);
        schedule.EndOf("d").ShouldBe(StepEnd.NotRun);
    }

    [Fact]
    public void A_wait_next_to_a_block_counts_as_not_there()
    {
        var schedule = Of(Command("a"), Wait(continueOnFailure: true), Block("gate"), Command("b")).RunAll("a");

        schedule.EndOf("gate").ShouldBe(StepEnd.NotRun);
        schedule.EndOf("b").ShouldBe(StepEnd.NotRun);
    }

    [Fact]
    public void Nothing_goes_on_behind_a_cancelled_step_and_only_a_continuing_wait_behind_one_that_took_too_long()
    {
        var schedule = Of(
            Command("a"),
            Wait(continueOnFailure: true),
            Command("b"),
            Command("c", "a") with
            {
                AllowDependencyFailure = true,
            }
        );
        var job = schedule.Runnable[0];
        var cancelled = schedule.Start(job).End(job, new JobEnd(143) { Cancelled = true }).RunAll();
        var late = schedule.Start(job).End(job, new JobEnd(143) { TimedOut = true }).RunAll();

        (cancelled.EndOf("b"), cancelled.EndOf("c")).ShouldBe((StepEnd.NotRun, StepEnd.NotRun));
        (late.EndOf("b"), late.EndOf("c")).ShouldBe((StepEnd.Passed, StepEnd.NotRun));
    }

    [Fact]
    public void A_dependency_on_a_member_of_a_concurrency_group_is_one_on_the_rest_of_it()
    {
        var group = new ConcurrencyLimit("g", 1);
        var schedule = Of(Command("a") with { Concurrency = group }, Command("b") with { Concurrency = group }, Command("c", "a"));

        schedule.Run("a").RunnableKeys().ShouldBe(["b"]);
        schedule.Run("a").Run("b").RunnableKeys().ShouldBe(["c"]);
    }

    [Fact]
    public void A_member_of_a_concurrency_group_that_waits_for_the_dependent_is_not_waited_for()
    {
        var group = new ConcurrencyLimit("g", 1);
        var schedule = Of(Command("a") with { Concurrency = group }, Command("c", "a"), Command("b", "c") with { Concurrency = group });

        schedule.RunAll().Steps.ShouldAllBe(step => schedule.RunAll().EndOf(step.Key!.Text) == StepEnd.Passed);
    }

    [Fact]
    public void A_promise_to_fail_makes_the_build_fail_at_once_and_stands_though_the_job_then_passes()
    {
        var schedule = Of(Command("a"), Command("b") with { CancelOnBuildFailing = true });
        var promised = schedule.Runnable.Aggregate(schedule, (now, job) => now.Start(job)).Promise(schedule.Runnable[0]);

        promised.IsFailing.ShouldBeTrue();
        promised.ToCancel.ShouldBe([schedule.Runnable[1]]);
        promised.End(schedule.Runnable[0], new JobEnd(0)).EndOf("a").ShouldBe(StepEnd.Failed);
    }

    [Fact]
    public void Cancelling_a_step_that_may_fail_leaves_the_build_as_it_is()
    {
        var schedule = Of(Command("a") with { Jobs = [new JobRules(new SoftFail(true, []))] });

        schedule.Cancel(schedule.Find("a").Id).EndOf("a").ShouldBe(StepEnd.SoftFailed);
    }
}
