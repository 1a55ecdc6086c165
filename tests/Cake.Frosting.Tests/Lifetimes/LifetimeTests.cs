using Cake.Core;

namespace Cake.Frosting.Tests.Lifetimes;

public sealed class LifetimeTests
{
    private sealed class Compile : NotingTask;

    [IsDependentOn(typeof(Compile))]
    private sealed class Link : NotingTask;

    private sealed class Broken : FrostingTask<JournalContext>
    {
        public override void Run(JournalContext context) => throw new CakeException(3, "no space left");
    }

    private sealed class WholeLifetime : FrostingLifetime<JournalContext>
    {
        private int _setups;

        public override void Setup(JournalContext context, ISetupContext info)
        {
            _setups++;
            context.Note($"setup for {info.TargetTask.Name} of {info.TasksToExecute.Count}");
        }

        public override void Teardown(JournalContext context, ITeardownContext info) =>
            context.Note($"teardown after {_setups} setup, {(info.Successful ? "good" : info.ThrownException.Message)}");
    }

    private sealed class OnlySetup : FrostingSetup<JournalContext>
    {
        public override void Setup(JournalContext context, ISetupContext info) => context.Note("setup");
    }

    private sealed class OnlyTeardown : FrostingTeardown<JournalContext>
    {
        public override void Teardown(JournalContext context, ITeardownContext info) => context.Note("teardown");
    }

    private sealed class EachTask : FrostingTaskLifetime<JournalContext>
    {
        public override void Setup(JournalContext context, ITaskSetupContext info) => context.Note($"before {info.Task.Name}");

        public override void Teardown(JournalContext context, ITaskTeardownContext info) =>
            context.Note($"after {info.Task.Name}, {(info.Successful ? "good" : info.ThrownException.Message)}");
    }

    private sealed class BeforeEach : FrostingTaskSetup<JournalContext>
    {
        public override void Setup(JournalContext context, ITaskSetupContext info) => context.Note("before");
    }

    private sealed class AfterEach : FrostingTaskTeardown<JournalContext>
    {
        public override void Teardown(JournalContext context, ITaskTeardownContext info) => context.Note("after");
    }

    private sealed class PlainLifetime(Journal journal) : FrostingLifetime
    {
        public override void Setup(ICakeContext context, ISetupContext info) => journal.Lines.Add("setup");

        public override void Teardown(ICakeContext context, ITeardownContext info) => journal.Lines.Add("teardown");
    }

    private sealed class PlainTaskLifetime(Journal journal) : FrostingTaskLifetime
    {
        public override void Setup(ICakeContext context, ITaskSetupContext info) => journal.Lines.Add("before");

        public override void Teardown(ICakeContext context, ITaskTeardownContext info) => journal.Lines.Add("after");
    }

    private sealed class BrokenSetup : FrostingSetup
    {
        public override void Setup(ICakeContext context, ISetupContext info) => throw new InvalidOperationException("no token");
    }

    private sealed class BrokenTeardown : FrostingTeardown
    {
        public override void Teardown(ICakeContext context, ITeardownContext info) => throw new InvalidOperationException("cannot tidy up");
    }

    private sealed class OtherContext(ICakeContext context) : FrostingContext(context);

    private sealed class SetupForAnotherContext : FrostingSetup<OtherContext>
    {
        public override void Setup(OtherContext context, ISetupContext info) => throw new InvalidOperationException("must not run");
    }

    [Fact]
    public void A_lifetime_surrounds_all_tasks_with_one_object() =>
        BuildUnderTest.Of<Link, Compile>().With(host => host.UseLifetime<WholeLifetime>()).Run("--target=Link").Journal.ShouldBe(
            ["setup for Link of 2", nameof(Compile), nameof(Link), "teardown after 1 setup, good"]);

    [Fact]
    public void A_setup_and_a_teardown_can_stand_alone() =>
        BuildUnderTest
            .Of<Compile>()
            .With(host => host.UseSetup<OnlySetup>().UseTeardown<OnlyTeardown>())
            .Run("--target=Compile")
            .Journal.ShouldBe(["setup", nameof(Compile), "teardown"]);

    [Fact]
    public void A_setup_added_later_replaces_that_of_a_lifetime() =>
        BuildUnderTest
            .Of<Compile>()
            .With(host => host.UseLifetime<WholeLifetime>().UseSetup<OnlySetup>())
            .Run("--target=Compile")
            .Journal.ShouldBe(["setup", nameof(Compile), "teardown after 0 setup, good"]);

    [Fact]
    public void A_task_lifetime_surrounds_each_task() =>
        BuildUnderTest.Of<Link, Compile>().With(host => host.UseTaskLifetime<EachTask>()).Run("--target=Link").Journal.ShouldBe(
            ["before Compile", nameof(Compile), "after Compile, good", "before Link", nameof(Link), "after Link, good"]);

    [Fact]
    public void A_task_setup_and_a_task_teardown_can_stand_alone() =>
        BuildUnderTest
            .Of<Compile>()
            .With(host => host.UseTaskSetup<BeforeEach>().UseTaskTeardown<AfterEach>())
            .Run("--target=Compile")
            .Journal.ShouldBe(["before", nameof(Compile), "after"]);

    [Fact]
    public void Lifetimes_without_a_context_of_their_own_get_any() =>
        BuildUnderTest
            .Of<Compile>()
            .With(host => host.UseLifetime<PlainLifetime>().UseTaskLifetime<PlainTaskLifetime>())
            .Run("--target=Compile")
            .Journal.ShouldBe(["setup", "before", nameof(Compile), "after", "teardown"]);

    [Fact]
    public void The_teardowns_run_after_a_task_that_failed_and_see_why()
    {
        var ran = BuildUnderTest
            .Of<Broken>()
            .With(host => host.UseLifetime<WholeLifetime>().UseTaskLifetime<EachTask>())
            .Run("--target=Broken");

        ran.ExitStatus.ShouldBe(3);
        ran.Journal.ShouldBe([
            "setup for Broken of 1",
            "before Broken",
            "after Broken, no space left",
            "teardown after 1 setup, no space left",
        ]);
    }

    [Fact]
    public void No_task_runs_after_a_setup_that_failed()
    {
        var ran = BuildUnderTest
            .Of<Compile>()
            .With(host => host.UseSetup<BrokenSetup>().UseTeardown<OnlyTeardown>())
            .Run("--target=Compile");

        ran.ExitStatus.ShouldBe(1);
        ran.Error.ShouldBe("Error: no token\n");
        ran.Journal.ShouldBe(["teardown"]);
    }

    [Fact]
    public void A_teardown_that_fails_fails_the_build()
    {
        var ran = BuildUnderTest.Of<Compile>().With(host => host.UseTeardown<BrokenTeardown>()).Run("--target=Compile");

        ran.ExitStatus.ShouldBe(1);
        ran.Error.ShouldEndWith("Error: cannot tidy up\n");
    }

    [Fact]
    public void A_teardown_that_fails_does_not_hide_the_error_of_the_task()
    {
        var ran = BuildUnderTest.Of<Broken>().With(host => host.UseTeardown<BrokenTeardown>()).Run("--target=Broken");

        ran.ExitStatus.ShouldBe(3);
        ran.Error.ShouldEndWith("Error: no space left\n");
    }

    [Fact]
    public void A_setup_for_another_context_says_which_two_types_disagree()
    {
        var ran = BuildUnderTest.Of<Compile>().With(host => host.UseSetup<SetupForAnotherContext>()).Run("--target=Compile");

        ran.ExitStatus.ShouldBe(1);
        ran.Error.ShouldContain(
            "LifetimeTests+SetupForAnotherContext needs a context of type 'Cake.Frosting.Tests.Lifetimes.LifetimeTests+OtherContext'"
        );
    }
}
