using Cake.Core;
using Cake.Core.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;

namespace Cake.Frosting.Tests;

/// <summary>
/// What the published host does, in its own terms: which services it calls with what. Its working folders, lifetimes, tools and arguments
/// are in the tests of those rooms; what only this host does is nowhere here.
/// </summary>
public sealed class ParityTests
{
    private sealed class Clean : NotingTask;

    [IsDependentOn(typeof(Clean))]
    private sealed class Compile : NotingTask;

    [IsDependentOn(typeof(Compile))]
    private sealed class UnitTests : NotingTask;

    [IsDependeeOf(typeof(Clean))]
    private sealed class Announce : NotingTask;

    [IsDependentOn(typeof(DateTime))]
    private sealed class Confused : NotingTask;

    [IsDependeeOf(typeof(DateTime))]
    private sealed class ConfusedTheOtherWay : NotingTask;

    private sealed class Failing : FrostingTask<JournalContext>
    {
        public override void Run(JournalContext context) => throw new InvalidOperationException("broken");

        public override void OnError(Exception exception, JournalContext context) => context.Log.Error("OnError: {0}", exception.Message);

        public override void Finally(JournalContext context) => context.Log.Information("{0}", "finally");
    }

    private sealed class FailingLater : AsyncFrostingTask<JournalContext>
    {
        public override Task RunAsync(JournalContext context) => Task.FromException(new InvalidOperationException("broken"));

        public override void OnError(Exception exception, JournalContext context) => context.Log.Error("OnError: {0}", exception.Message);
    }

    /// <summary>A task by interface alone, which need not say why it is skipped.</summary>
    private sealed class Bare(Journal journal) : IFrostingTask
    {
        public Task RunAsync(ICakeContext context)
        {
            journal.Lines.Add("ran");
            return Task.CompletedTask;
        }

        public bool ShouldRun(ICakeContext context) => true;

        public void OnError(Exception exception, ICakeContext context)
        {
        }

        public void Finally(ICakeContext context)
        {
        }
    }

    private readonly IExecutionStrategy _strategy = Substitute.For<IExecutionStrategy>();
    private readonly ICakeLog _log = Substitute.For<ICakeLog>();

    private BuildUnderTest Recorded(params Type[] tasks) =>
        BuildUnderTest.Of(tasks).With(host => host.ConfigureServices(services => services.AddSingleton(_strategy).AddSingleton(_log)));

    private string[] Executed() =>
        [
            .. _strategy
                .ReceivedCalls()
                .Where(call => call.GetMethodInfo().Name == nameof(IExecutionStrategy.ExecuteAsync))
                .Select(call => ((CakeTask)call.GetArguments()[0]!).Name),
        ];

    [Fact]
    public void The_builds_own_strategy_executes_the_tasks_in_the_order_of_their_dependencies()
    {
        Recorded(typeof(Compile), typeof(Clean), typeof(UnitTests)).Run("--target", "unittests").ExitStatus.ShouldBe(0);

        Executed().ShouldBe(["Clean", "Compile", "UnitTests"]);
    }

    [Fact]
    public void A_dependee_is_executed_before_the_task_it_names()
    {
        Recorded(typeof(Clean), typeof(Announce)).Run("--target", nameof(Clean));

        Executed().ShouldBe(["Announce", "Clean"]);
    }

    [Fact]
    public void The_target_stands_in_the_arguments_of_the_context()
    {
        Recorded(typeof(Clean)).Run("--target", nameof(Clean));

        var context = (ICakeContext)
            _strategy.ReceivedCalls().Single(call => call.GetMethodInfo().Name == nameof(IExecutionStrategy.ExecuteAsync)).GetArguments()[
                1
            ]!;
        context.Arguments.GetArguments("target").ShouldBe([nameof(Clean)]);
    }

    [Theory]
    [InlineData(typeof(Confused), "The dependency 'DateTime' is not a valid task.")]
    [InlineData(typeof(ConfusedTheOtherWay), "The reverse dependency 'DateTime' is not a valid task.")]
    public void A_dependency_that_is_no_task_is_logged_in_the_published_hosts_words(Type task, string message)
    {
        Recorded(task).Run("--target", task.Name).ExitStatus.ShouldNotBe(0);

        _log.Received(1).Error("Error: {0}", message);
        Executed().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(typeof(Failing))]
    [InlineData(typeof(FailingLater))]
    public void An_error_handler_sees_what_was_thrown(Type task)
    {
        BuildUnderTest
            .Of(task)
            .With(host => host.ConfigureServices(services => services.AddSingleton(_log)))
            .Run("--target", task.Name)
            .ExitStatus.ShouldBe(0);

        _log.Received(1).Error("OnError: {0}", "broken");
    }

    [Fact]
    public void The_last_of_a_task_is_its_finally()
    {
        BuildUnderTest.Of<Failing>().With(host => host.ConfigureServices(services => services.AddSingleton(_log))).Run("--target=Failing");

        Received.InOrder(() =>
        {
            _log.Error("OnError: {0}", "broken");
            _log.Information("{0}", "finally");
        });
    }

    [Fact]
    public void A_task_by_interface_alone_needs_no_message_for_when_it_is_skipped() =>
        BuildUnderTest.Of<Bare>().Run("--target=Bare").Journal.ShouldBe(["ran"]);

    [Fact]
    public void Several_targets_are_one_build_whose_tasks_run_once() =>
        BuildUnderTest
            .Of(typeof(UnitTests), typeof(Compile), typeof(Clean))
            .Run("--target=UnitTests", "--target=Compile")
            .Journal.ShouldBe(["Clean", "Compile", "UnitTests"]);

    [Theory]
    [InlineData("--n", "-7")]
    [InlineData("--target")]
    [InlineData("word")]
    [InlineData("--dryrun", "maybe")]
    public void What_the_published_host_refuses_this_one_refuses(params string[] arguments)
    {
        var ran = BuildUnderTest.Of<Clean>().Run(["--target=Clean", .. arguments]);

        ran.ExitStatus.ShouldNotBe(0);
        ran.Journal.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("-n", "-7")]
    [InlineData("--num", "-7")]
    [InlineData("--", "--target=A", "zz")]
    [InlineData("--")]
    [InlineData("--foo:bar")]
    [InlineData("--whatif=false")]
    [InlineData("-v", "q")]
    public void What_the_published_host_takes_this_one_takes(params string[] arguments) =>
        BuildUnderTest.Of<Clean>().Run(["--target=Clean", .. arguments]).Journal.ShouldBe([nameof(Clean)]);
}
