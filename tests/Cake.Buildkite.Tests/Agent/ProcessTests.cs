using System.Diagnostics;
using Cake.Core;
using Cake.Core.IO;
using Microsoft.Extensions.Time.Testing;

namespace Cake.Buildkite.Tests;

public sealed class ProcessTests
{
    private static readonly string[] HardToQuote =
        ["", " ", "a b", "\"", "a\\", "\\\\\"x", "a b\\", "tab\tline\nend", "$HOME `x` 'q'", "*", "--flag", "ü 🧪", "\\", "\\\" \\\\\" \\"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Arguments_and_input_arrive_as_they_are()
    {
        using var agent = new ScriptedAgent("arguments");

        var printed = await agent.Start().Steps.GetAsync("a b\n\"c\"", agent.With(new BuildkiteStepGetSettings { Step = "-x" }), Stop);

        printed.ShouldBe("4:step\n3:get\n7:a b\n\"c\"\n9:--step=-x");
    }

    [Theory]
    [InlineData("-x")]
    [InlineData(" x")]
    [InlineData("x ")]
    public async Task A_word_that_the_agent_would_read_otherwise_stands_behind_two_dashes(string word)
    {
        using var agent = new ScriptedAgent("arguments");

        var printed = await agent.Start().Steps.GetAsync(word, agent.With(new BuildkiteStepGetSettings { Step = "tests" }), Stop);

        printed.ShouldBe($"4:step\n3:get\n12:--step=tests\n2:--\n2:{word}");
    }

    [Fact]
    public async Task Arguments_that_a_customization_joins_arrive_as_they_are()
    {
        using var agent = new ScriptedAgent("arguments");
        var settings = agent.With(
            new BuildkiteToolSignSettings { ArgumentCustomization = arguments => arguments.Append("--extra one").AppendQuoted("two three") }
        );
        foreach (var value in HardToQuote)
            settings.ArgumentCustomization = Appending(settings.ArgumentCustomization, value);

        var printed = await agent.Start().Signing.SignTextAsync("input", settings, Stop);

        var expected = new[] { "tool", "sign", "--extra", "one", "two three" }.Concat(HardToQuote);
        printed.ShouldBe(string.Concat(expected.Select(value => $"{System.Text.Encoding.UTF8.GetByteCount(value)}:{value}\n")) + "input");

        static Func<ProcessArgumentBuilder, ProcessArgumentBuilder> Appending(
            Func<ProcessArgumentBuilder, ProcessArgumentBuilder> before,
            string value
        ) =>
            arguments =>
            {
                before(arguments).Append(new AgentArgument(value, value));
                return arguments;
            };
    }

    [Fact]
    public async Task Tool_settings_reach_the_process()
    {
        using var agent = new ScriptedAgent("variables");
        var after = new List<string>();
        var settings = agent.With(new BuildkiteStepGetSettings
        {
            EnvironmentVariables = new Dictionary<string, string> { ["FROM_SETTINGS"] = "yes" },
            AccessToken = "bkaj_1",
            WorkingDirectory = "/",
            PostAction = process => after.Add(process.GetType().Name),
        });

        (await agent.Start().Steps.GetAsync("label", settings, Stop)).ShouldBe("yes|bkaj_1|/");
        after.ShouldBe(["AgentProcess"]);
    }

    [Fact]
    public async Task A_megabyte_of_input_arrives_whole()
    {
        using var agent = new ScriptedAgent("count-input");
        var body = new string('x', 1_048_576);

        (await agent.Start().Signing.SignTextAsync(body, agent.With(new BuildkiteToolSignSettings()), Stop)).Trim().ShouldBe("1048576");
    }

    [Fact]
    public async Task An_agent_that_does_not_read_its_input_is_no_failure()
    {
        using var agent = new ScriptedAgent("ignore-input");
        var body = new string('x', 1_048_576);

        (await agent.Start().Signing.SignTextAsync(body, agent.With(new BuildkiteToolSignSettings()), Stop)).ShouldBe("done\n");
    }

    [Fact]
    public async Task Megabytes_on_both_outputs_are_kept_to_the_last_byte()
    {
        using var agent = new ScriptedAgent("megabytes");

        var printed = await agent.Start().Signing.SignTextAsync("x", agent.With(new BuildkiteToolSignSettings()), Stop);

        printed.Length.ShouldBe(4096 * 1024);
        printed.ShouldEndWith("0\n");
    }

    [Fact]
    public async Task A_slow_agent_is_waited_for()
    {
        using var agent = new ScriptedAgent("slow");

        (await agent.Start().Steps.GetAsync("label", agent.With(new BuildkiteStepGetSettings()), Stop)).ShouldBe("first and last");
    }

    [Fact]
    public void The_synchronous_form_gives_the_same()
    {
        using var agent = new ScriptedAgent("slow");

        agent.Start().Steps.Get("label", agent.With(new BuildkiteStepGetSettings())).ShouldBe("first and last");
    }

    [Fact]
    public async Task A_call_that_fails_twice_in_passing_is_made_a_third_time()
    {
        using var agent = new ScriptedAgent("fail-twice");

        (await agent.Start().Steps.GetAsync("label", agent.With(new BuildkiteStepGetSettings()), Stop)).ShouldBe("third");
        File.ReadAllLines(agent.File("tries")).Length.ShouldBe(3);
    }

    [Fact]
    public async Task A_call_that_is_not_safe_to_repeat_is_made_once()
    {
        using var agent = new ScriptedAgent("fail-twice");

        var failure = await Should.ThrowAsync<BuildkiteAgentException>(
            () => agent.Start().Locks.AcquireAsync("gpu", agent.With(new BuildkiteLockAcquireSettings()), Stop));

        failure.Fault.ShouldBe(BuildkiteAgentFault.Transient);
        File.ReadAllLines(agent.File("tries")).Length.ShouldBe(1);
    }

    [Fact]
    public async Task An_agent_that_a_signal_ends_says_so()
    {
        using var agent = new ScriptedAgent("killed");

        var failure = await Should.ThrowAsync<BuildkiteAgentException>(
            () => agent.Start().Steps.GetAsync("label", agent.With(new BuildkiteStepGetSettings { Retry = BuildkiteRetry.None }), Stop));

        (failure.Fault, failure.ExitStatus).ShouldBe((BuildkiteAgentFault.Killed, 137));
    }

    [Fact]
    public async Task A_cancelled_call_leaves_no_process_behind()
    {
        using var agent = new ScriptedAgent("hang");
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var running = agent.MakePipe("running");

        var call = agent.Start().Steps.GetAsync("label", agent.With(new BuildkiteStepGetSettings()), cancel.Token);
        var processes = await ProcessesAsync(running);
        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => call);
        ShouldBeGone(processes);
    }

    [Fact]
    public async Task A_call_that_takes_longer_than_its_timeout_is_ended_with_all_that_it_started()
    {
        using var agent = new ScriptedAgent("hang");
        var time = new FakeTimeProvider();
        var running = agent.MakePipe("running");

        var call = agent
            .Start(time)
            .Steps.GetAsync("label", agent.With(new BuildkiteStepGetSettings { ToolTimeout = TimeSpan.FromMinutes(2) }), Stop);
        var processes = await ProcessesAsync(running);
        time.Advance(TimeSpan.FromMinutes(2));

        var failure = await Should.ThrowAsync<BuildkiteAgentException>(() => call);
        failure.Fault.ShouldBe(BuildkiteAgentFault.TimedOut);
        failure.Message.ShouldBe(
            "buildkite-agent step get label: not done within 00:02:00, ended with all that it had started; "
            + "set a longer ToolTimeout in the settings, or look why it takes so long with Debug = true");
        ShouldBeGone(processes);
    }

    [Fact]
    public async Task A_callers_own_action_that_fails_leaves_no_process_behind()
    {
        using var agent = new ScriptedAgent("hang");
        var running = agent.MakePipe("running");
        int[] processes = [];
        var settings = agent.With(new BuildkiteStepGetSettings
        {
            PostAction = _ =>
            {
                processes = ProcessesAsync(running).GetAwaiter().GetResult();
                throw new InvalidOperationException("the caller's");
            },
        });

        (await Should.ThrowAsync<InvalidOperationException>(() => agent.Start().Steps.GetAsync("label", settings, Stop))).Message.ShouldBe(
            "the caller's"
        );

        ShouldBeGone(processes);
    }

    [Fact]
    public async Task A_call_that_is_cancelled_from_the_start_starts_nothing()
    {
        using var agent = new ScriptedAgent("fail-twice");

        await Should.ThrowAsync<OperationCanceledException>(
            () => agent.Start().Steps.GetAsync("label", agent.With(new BuildkiteStepGetSettings()), new CancellationToken(canceled: true)));

        File.Exists(agent.File("tries")).ShouldBeFalse();
    }

    [Fact]
    public async Task What_an_agent_leaves_running_does_not_hold_the_call_up()
    {
        using var agent = new ScriptedAgent("leave-behind");

        (await agent.Start().Steps.GetAsync("label", agent.With(new BuildkiteStepGetSettings()), Stop)).ShouldBe("done");

        using var left = Process.GetProcessById(int.Parse(await File.ReadAllTextAsync(agent.File("left"), Stop)));
        left.Kill();
    }

    [Fact]
    public async Task An_agent_that_is_not_there_is_named_with_what_to_do()
    {
        var settings = new BuildkiteStepGetSettings { ToolPath = "/nowhere/buildkite-agent" };
        using var agent = new ScriptedAgent("slow");

        var failure = await Should.ThrowAsync<BuildkiteAgentException>(() => agent.Start().Steps.GetAsync("label", settings, Stop));

        (failure.Fault, failure.ExitStatus).ShouldBe((BuildkiteAgentFault.NotStarted, null));
        failure.Advice.ShouldContain("ToolPath");
    }

    private static async Task<int[]> ProcessesAsync(string pipe) =>
        [.. (await File.ReadAllTextAsync(pipe, Stop)).Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)];

    private static void ShouldBeGone(int[] processes)
    {
        processes.Length.ShouldBe(3);
        // A killed process may take a moment to be gone; one that was forgotten would take ten minutes.
        SpinWait.SpinUntil(() => !processes.Any(ProcessTable.Runs), TimeSpan.FromSeconds(30)).ShouldBeTrue();
    }
}
