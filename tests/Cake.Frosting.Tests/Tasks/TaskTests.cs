using Cake.Core;

namespace Cake.Frosting.Tests.Tasks;

public sealed class TaskTests
{
    private sealed class Waiting : AsyncFrostingTask<JournalContext>
    {
        public override async Task RunAsync(JournalContext context)
        {
            await Task.Yield();
            context.Note("waited");
        }
    }

    [IsDependentOn(typeof(Waiting))]
    private sealed class AfterWaiting : NotingTask;

    private sealed class WaitingInVain : AsyncFrostingTask<JournalContext>
    {
        public override async Task RunAsync(JournalContext context)
        {
            await Task.Yield();
            throw new CakeException(4, "the server did not answer");
        }
    }

    private sealed class PlainAsync : AsyncFrostingTask;

    private sealed class Unwilling : NotingTask
    {
        public override bool ShouldRun(JournalContext context) => false;
    }

    private sealed class UnwillingAsync : AsyncFrostingTask<JournalContext>, IFrostingTask
    {
        string IFrostingTask.SkippedMessage => "there is no TPU here";

        public override Task RunAsync(JournalContext context) => throw new InvalidOperationException();

        public override bool ShouldRun(JournalContext context) => false;
    }

    [IsDependentOn(typeof(Unwilling))]
    [IsDependentOn(typeof(UnwillingAsync))]
    private sealed class AfterUnwilling : NotingTask;

    private sealed class Willing : NotingTask
    {
        public override bool ShouldRun(JournalContext context)
        {
            context.Note("asked");
            return true;
        }
    }

    private sealed class Handling : FrostingTask<JournalContext>
    {
        public override void Run(JournalContext context) => throw new InvalidOperationException("no space left");

        public override void OnError(Exception exception, JournalContext context) => context.Note($"handled: {exception.Message}");

        public override void Finally(JournalContext context) => context.Note("finally");
    }

    private sealed class HandlingAsync : AsyncFrostingTask<JournalContext>
    {
        public override Task RunAsync(JournalContext context) => throw new InvalidOperationException("no space left");

        public override void OnError(Exception exception, JournalContext context) => context.Note($"handled: {exception.Message}");

        public override void Finally(JournalContext context) => context.Note("finally");
    }

    private sealed class Rethrowing : FrostingTask<JournalContext>
    {
        public override void Run(JournalContext context) => throw new InvalidOperationException("no space left");

        public override void OnError(Exception exception, JournalContext context) =>
            throw new CakeException(3, "clean the disk", exception);
    }

    [ContinueOnError]
    private sealed class HandlingThoughForgiven : FrostingTask<JournalContext>
    {
        public override void Run(JournalContext context) => throw new InvalidOperationException("no space left");

        public override void OnError(Exception exception, JournalContext context) => context.Note("handled");
    }

    private sealed class Tidy : NotingTask
    {
        public override void Finally(JournalContext context) => context.Note("finally");
    }

    private sealed class BrokenButTidy : FrostingTask<JournalContext>
    {
        public override void Run(JournalContext context) => throw new InvalidOperationException("no space left");

        public override void Finally(JournalContext context) => context.Note("finally");
    }

    private sealed class OwnTask(Journal journal) : IFrostingTask
    {
        public string SkippedMessage => "";

        public Task RunAsync(ICakeContext context)
        {
            journal.Lines.Add("ran");
            throw new InvalidOperationException();
        }

        public bool ShouldRun(ICakeContext context) => true;

        public void OnError(Exception exception, ICakeContext context) => journal.Lines.Add("handled");

        public void Finally(ICakeContext context) => journal.Lines.Add("finally");
    }

    [Fact]
    public void The_next_task_waits_for_an_asynchronous_one() =>
        BuildUnderTest.Of<AfterWaiting, Waiting>().Run("--target=AfterWaiting").Journal.ShouldBe(["waited", nameof(AfterWaiting)]);

    [Fact]
    public void What_an_asynchronous_task_throws_ends_the_build()
    {
        var ran = BuildUnderTest.Of<WaitingInVain>().Run("--target=WaitingInVain");

        ran.ExitStatus.ShouldBe(4);
        ran.Error.ShouldContain("Error: the server did not answer\n");
    }

    [Fact]
    public void A_task_without_work_only_gathers_and_succeeds() =>
        BuildUnderTest.Of<PlainAsync>().Run("--target=PlainAsync").ExitStatus.ShouldBe(0);

    [Fact]
    public void A_dependency_that_must_not_run_is_left_out()
    {
        var ran = BuildUnderTest.Of<AfterUnwilling, Unwilling, UnwillingAsync>().Run("--target=AfterUnwilling");

        ran.ExitStatus.ShouldBe(0);
        ran.Journal.ShouldBe([nameof(AfterUnwilling)]);
    }

    [Fact]
    public void A_target_that_must_not_run_fails_the_build()
    {
        var ran = BuildUnderTest.Of<Unwilling>().Run("--target=Unwilling");

        ran.ExitStatus.ShouldBe(1);
        ran.Error.ShouldBe("Error: Could not reach target 'Unwilling' since it was skipped due to a criteria.\n");
    }

    [Fact]
    public void A_skipped_task_says_why_where_it_has_a_reason() =>
        BuildUnderTest.Of<UnwillingAsync>().Run("--target=UnwillingAsync").Error.ShouldContain("there is no TPU here");

    [Fact]
    public void The_reason_of_a_skipped_dependency_is_shown_when_more_is_asked_for() =>
        BuildUnderTest.Of<AfterUnwilling, Unwilling, UnwillingAsync>().Run("--target=AfterUnwilling", "--verbosity=Verbose")
            .Output.ShouldContain("Skipping task: there is no TPU here");

    [Fact]
    public void A_task_that_may_run_is_asked_once() =>
        BuildUnderTest.Of<Willing>().Run("--target=Willing").Journal.ShouldBe(["asked", nameof(Willing)]);

    [Theory]
    [InlineData(typeof(Handling))]
    [InlineData(typeof(HandlingAsync))]
    public void A_task_that_handles_its_error_lets_the_build_succeed(Type task)
    {
        var ran = BuildUnderTest.Of(task).Run($"--target={task.Name}");

        ran.ExitStatus.ShouldBe(0);
        ran.Journal.ShouldBe(["handled: no space left", "finally"]);
    }

    [Fact]
    public void A_handler_that_throws_fails_the_build_with_its_own_error()
    {
        var ran = BuildUnderTest.Of<Rethrowing>().Run("--target=Rethrowing");

        ran.ExitStatus.ShouldBe(3);
        ran.Error.ShouldEndWith("Error: clean the disk\n");
    }

    [Fact]
    public void A_task_that_may_fail_still_handles_its_error() =>
        BuildUnderTest.Of<HandlingThoughForgiven>().Run("--target=HandlingThoughForgiven").Journal.ShouldBe(["handled"]);

    [Fact]
    public void Finally_runs_after_a_task_that_succeeded() =>
        BuildUnderTest.Of<Tidy>().Run("--target=Tidy").Journal.ShouldBe([nameof(Tidy), "finally"]);

    [Fact]
    public void Finally_runs_after_a_task_that_failed()
    {
        var ran = BuildUnderTest.Of<BrokenButTidy>().Run("--target=BrokenButTidy");

        ran.ExitStatus.ShouldBe(1);
        ran.Journal.ShouldBe(["finally"]);
    }

    [Fact]
    public void A_class_that_is_a_task_by_interface_alone_has_all_its_members_used() =>
        BuildUnderTest.Of<OwnTask>().Run("--target=OwnTask").Journal.ShouldBe(["ran", "handled", "finally"]);
}
