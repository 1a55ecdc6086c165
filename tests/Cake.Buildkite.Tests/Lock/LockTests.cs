namespace Cake.Buildkite.Tests;

public sealed class LockTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_held_lock_is_given_back_once_with_its_token_and_place()
    {
        var recorded = new RecordedAgent(RecordedAgent.Printed("acquired-1\n"));
        var settings = new BuildkiteLockAcquireSettings
        {
            SocketsPath = "/run/agent",
            LockWaitTimeout = TimeSpan.FromSeconds(30),
            Debug = true,
        };

        await using (var held = await recorded.Start().Locks.HoldAsync("gpu", settings, Stop))
        {
            held.Key.ShouldBe("gpu");
            await held.DisposeAsync();
        }

        recorded.Calls.Select(call => string.Join(' ', call.Arguments)).ShouldBe(
        [
            "lock acquire gpu --debug --sockets-path=/run/agent --lock-wait-timeout=30s",
            "lock release gpu acquired-1 --debug --sockets-path=/run/agent",
        ]);
    }

    [Fact]
    public void The_synchronous_form_gives_it_back_too()
    {
        var recorded = new RecordedAgent(RecordedAgent.Printed("acquired-1\n"));

        using (recorded.Start().Locks.Hold("gpu"))
            recorded.Calls.Count.ShouldBe(1);

        recorded.Calls.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("do\n", BuildkiteLockTask.Do)]
    [InlineData("done\n", BuildkiteLockTask.Done)]
    public async Task The_agent_tells_whose_turn_it_is(string printed, BuildkiteLockTask turn) =>
        (await new RecordedAgent(RecordedAgent.Printed(printed)).Start().Locks.DoAsync("restore", Stop)).ShouldBe(turn);

    [Theory]
    [InlineData(null, 120)]
    [InlineData(0, 120)]
    [InlineData(5, 6)]
    public void The_agent_may_say_itself_that_it_waited_too_long(int? waitMinutes, int patienceMinutes) =>
        new BuildkiteLockAcquireSettings { LockWaitTimeout = waitMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : null }
            .Patience.ShouldBe(TimeSpan.FromMinutes(patienceMinutes));
}
