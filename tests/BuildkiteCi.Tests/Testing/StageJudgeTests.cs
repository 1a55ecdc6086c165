using BuildkiteCi.Testing;

namespace BuildkiteCi.Tests.Testing;

public sealed class StageJudgeTests
{
    [Theory]
    [InlineData(0, StageVerdict.Passed, "exit status 0")]
    [InlineData(1, StageVerdict.Failed, "exit status 1")]
    [InlineData(139, StageVerdict.Failed, "exit status 139")]
    [InlineData(137, StageVerdict.Infrastructure, "ended by SIGKILL, exit status 137")]
    [InlineData(143, StageVerdict.Infrastructure, "ended by SIGTERM, exit status 143")]
    public void An_exit_status_tells_a_failing_test_from_a_failing_machine(int status, StageVerdict verdict, string reason) =>
        StageJudge.Judge(new StageRun(new ProcessExit(status, TimeSpan.FromSeconds(3)), [])).ShouldBe((verdict, reason));

    [Fact]
    public void A_run_that_was_ended_by_its_timeout_says_after_how_long() =>
        StageJudge.Judge(new StageRun(new ProcessExit(124, TimeSpan.FromMinutes(62)) { TimedOut = true }, []))
            .ShouldBe((StageVerdict.TimedOut, "ended after 1 h 2 min"));

    [Fact]
    public void A_command_that_could_not_be_started_is_the_machines_fault() =>
        StageJudge.Judge(new StageRun(ProcessExit.NotStarted("'bash' could not be started: no such file"), [])).Verdict.ShouldBe(StageVerdict.Infrastructure);
}
