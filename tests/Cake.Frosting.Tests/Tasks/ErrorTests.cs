using Cake.Core;

namespace Cake.Frosting.Tests.Tasks;

public sealed class ErrorTests
{
    private sealed class Broken : FrostingTask<JournalContext>
    {
        public override void Run(JournalContext context) => throw new InvalidOperationException("the disk {0} is full");
    }

    private sealed class WrongUse : FrostingTask<JournalContext>
    {
        public override void Run(JournalContext context) => throw new CakeException(2, "--model-name is missing");
    }

    private sealed class BrokenTwice : FrostingTask<JournalContext>
    {
        public override void Run(JournalContext context) =>
            throw new AggregateException("both failed", new CakeException(5, "v6e failed"), new InvalidOperationException("v7x failed"));
    }

    private sealed class ForAnotherContext : FrostingTask<OtherContext>
    {
        public override void Run(OtherContext context) => throw new InvalidOperationException("must not run");
    }

    private sealed class OtherContext(ICakeContext context) : FrostingContext(context);

    [Fact]
    public void An_error_is_one_line_without_a_stack_trace() =>
        BuildUnderTest.Of<Broken>().Run("--target=Broken").Error.ShouldBe(
            "An error occurred when executing task 'Broken'.\nError: the disk {0} is full\n");

    [Fact]
    public void An_error_has_its_stack_trace_where_diagnostics_are_asked_for() =>
        BuildUnderTest
            .Of<Broken>()
            .Run("--target=Broken", "--verbosity=Diagnostic")
            .Error.ShouldContain("   at Cake.Frosting.Tests.Tasks.ErrorTests.Broken.Run(");

    [Fact]
    public void An_error_is_shown_however_quiet_the_build_is() =>
        BuildUnderTest.Of<Broken>().Run("--target=Broken", "--verbosity=Quiet").Error.ShouldContain("Error: the disk {0} is full");

    [Theory]
    [InlineData(typeof(Broken), 1)]
    [InlineData(typeof(WrongUse), 2)]
    [InlineData(typeof(BrokenTwice), 5)]
    public void The_exit_status_is_one_or_what_the_error_says(Type task, int exitStatus) =>
        BuildUnderTest.Of(task).Run($"--target={task.Name}").ExitStatus.ShouldBe(exitStatus);

    [Fact]
    public void Errors_that_came_together_are_all_shown() =>
        BuildUnderTest.Of<BrokenTwice>().Run("--target=BrokenTwice").Error.ShouldEndWith("\tv6e failed\n\tv7x failed\n");

    private sealed class Fine : NotingTask;

    [IsDependentOn(typeof(ForAnotherContext))]
    private sealed class NeedsAnotherContext : NotingTask;

    private const string Mismatch =
        "Task 'ForAnotherContext' needs a context of type 'Cake.Frosting.Tests.Tasks.ErrorTests+OtherContext', but the context of this "
        + "build is a 'Cake.Frosting.Tests.JournalContext'; call UseContext<OtherContext>() on the host";

    [Fact]
    public void A_task_for_another_context_is_left_out_with_a_warning_and_the_rest_runs()
    {
        var ran = BuildUnderTest.Of<ForAnotherContext, Fine>().Run("--target=Fine");

        ran.ExitStatus.ShouldBe(0, ran.Error);
        ran.Journal.ShouldBe([nameof(Fine)]);
        ran.Output.ShouldContain($"{Mismatch}; it is left out\n");
    }

    [Fact]
    public void A_task_for_another_context_is_no_target()
    {
        var ran = BuildUnderTest.Of<ForAnotherContext, Fine>().Run("--target=ForAnotherContext");

        ran.ExitStatus.ShouldBe(2);
        ran.Error.ShouldBe("Error: The target 'ForAnotherContext' was not found.\n");
        ran.Output.ShouldContain(Mismatch);
    }

    [Fact]
    public void A_task_that_depends_on_one_for_another_context_is_a_fault_of_the_build()
    {
        var ran = BuildUnderTest.Of<ForAnotherContext, NeedsAnotherContext, Fine>().Run("--target=Fine");

        ran.ExitStatus.ShouldBe(1);
        ran.Error.ShouldBe($"Error: Task 'NeedsAnotherContext' depends on '{typeof(ForAnotherContext)}', which is left out: {Mismatch}\n");
        ran.Journal.ShouldBeEmpty();
    }

    [Fact]
    public void A_context_that_refuses_its_arguments_ends_the_build_with_its_own_exit_status()
    {
        var ran = BuildUnderTest.Of<Broken>().With(host => host.UseContext<RefusingContext>()).Run("--target=Broken");

        ran.ExitStatus.ShouldBe(2);
        ran.Error.ShouldBe("Error: --root names no folder\n");
    }

    private sealed class RefusingContext : FrostingContext
    {
        public RefusingContext(ICakeContext context)
            : base(context) => throw new CakeException(2, "--root names no folder");
    }
}
