namespace Cake.Frosting.Tests.Output;

public sealed class GoldenOutputTests
{
    [TaskName("Compile")]
    [TaskDescription("Compiles what changed")]
    private sealed class CompileTask : NotingTask;

    [TaskName("Lint")]
    private sealed class LintTask : NotingTask
    {
        public override bool ShouldRun(JournalContext context) => false;
    }

    [TaskName("Restore")]
    [TaskDescription("Fetches the packages")]
    [IsDependeeOf(typeof(CompileTask))]
    private sealed class RestoreTask : NotingTask;

    [TaskName("Test")]
    [TaskDescription("Runs all tests, each with a time limit, on as many cores as there are, and tells what failed at the end of the run")]
    [IsDependentOn(typeof(CompileTask))]
    [IsDependentOn(typeof(LintTask))]
    private sealed class TestTask : NotingTask;

    [TaskName("Default")]
    [TaskDescription("Does it all")]
    [IsDependentOn(typeof(TestTask))]
    private sealed class DefaultTask : FrostingTask;

    [TaskName("Publish")]
    [IsDependentOn(typeof(CompileTask))]
    private sealed class PublishTask : FrostingTask<JournalContext>
    {
        public override void Run(JournalContext context) => throw new InvalidOperationException("the server said 403");
    }

    private static BuildUnderTest.Ran Run(params string[] arguments) =>
        BuildUnderTest
            .Of(typeof(CompileTask), typeof(LintTask), typeof(RestoreTask), typeof(TestTask), typeof(DefaultTask), typeof(PublishTask))
            .Run(arguments);

    [Theory]
    [InlineData("tree", "--tree")]
    [InlineData("description", "--description")]
    [InlineData("help", "--help")]
    [InlineData("dry-run", "--dryrun")]
    [InlineData("dry-run-of-two", "--dryrun", "--target=Restore", "--target=Compile")]
    [InlineData("passing-build")]
    [InlineData("passing-build-in-detail", "--verbosity=Verbose")]
    public void The_host_writes_as_in_the_golden_file(string name, params string[] arguments)
    {
        var ran = Run(arguments);

        ran.ExitStatus.ShouldBe(0, ran.Error);
        Golden.Matches(ran.Output, $"Output/{name}.golden");
    }

    [Fact]
    public void A_failing_build_shows_its_report_and_then_the_error()
    {
        var ran = Run("--target=Publish");

        ran.ExitStatus.ShouldBe(1);
        Golden.Matches($"{ran.Output}--- error stream ---\n{ran.Error}", "Output/failing-build.golden");
    }
}
