using System.Diagnostics;

namespace BuildkiteCi.Machine.Tests;

public sealed class ProcessRunnerTests
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    private static readonly ProcessRunner Runner = new(Path.GetTempPath(), TimeProvider.System);

    [Fact]
    public async Task An_argument_reaches_the_program_as_it_is_whatever_it_holds()
    {
        string[] words = ["", "two words", "it's", "\"quoted\"", "$HOME `id` $(id)", "a\\b", "--flag", "naïve 日本", "line\nbreak"];

        var exit = await Runner.RunAsync(DummyProgram.Command(["echo", .. words]), null, Stop);

        exit.Output.ShouldBe(string.Concat(words.Select(word => word + "\n")));
    }

    [Fact]
    public async Task Every_line_of_both_streams_is_handed_on_and_kept()
    {
        var lines = new List<OutputLine>();

        var exit = await Runner.RunAsync(DummyProgram.Command("print", "2000"), lines.Add, Stop);

        exit.Succeeded.ShouldBeTrue();
        lines.Count.ShouldBe(2000);
        lines.Where(line => line.IsError).Select(line => line.Text).ShouldBe(Enumerable.Range(1, 1000).Select(n => $"line {n * 2}"));
        exit.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(1000);
    }

    [Fact]
    public async Task Output_is_not_kept_where_the_command_says_so()
    {
        var count = 0;

        var exit = await Runner.RunAsync(DummyProgram.Command("print", "10") with { KeepsOutput = false }, _ => count++, Stop);

        (exit.Output, count).ShouldBe(("", 10));
    }

    [Fact]
    public async Task The_exit_status_is_the_programs_own()
    {
        var exit = await Runner.RunAsync(DummyProgram.Command("exit", "17"), null, Stop);

        (exit.Status, exit.Succeeded).ShouldBe((17, false));
    }

    [Fact]
    public async Task Standard_input_is_what_the_command_says_and_closed_behind_it()
    {
        var exit = await Runner.RunAsync(DummyProgram.Command("copy-input") with { Input = "one\ntwo" }, null, Stop);

        exit.Output.ShouldBe("one\ntwo");
    }

    [Fact]
    public async Task A_variable_is_laid_over_the_inherited_environment_and_null_takes_it_away()
    {
        var environment = CommandLine.Of("").Environment.Add("CI_TARGET", "Qwen/Qwen3-4B").Add("HOME", null);

        var set = await Runner.RunAsync(DummyProgram.Command("environment", "CI_TARGET") with { Environment = environment }, null, Stop);
        var taken = await Runner.RunAsync(DummyProgram.Command("environment", "HOME") with { Environment = environment }, null, Stop);

        set.Output.ShouldBe("Qwen/Qwen3-4B\n");
        taken.Output.ShouldBe("(unset)\n");
    }

    [Fact]
    public async Task A_program_that_does_not_exist_is_an_exit_that_names_it()
    {
        var exit = await Runner.RunAsync(CommandLine.Of("no-such-program-here"), null, Stop);

        exit.Succeeded.ShouldBeFalse();
        exit.StartError.ShouldNotBeNull().ShouldContain("'no-such-program-here' could not be started");
    }

    [Fact]
    public async Task A_program_that_hangs_is_ended_after_its_timeout()
    {
        var pid = 0;
        var exit = await Runner.RunAsync(
            DummyProgram.Command("hang") with { Timeout = TimeSpan.FromSeconds(2) }, line => pid = int.Parse(line.Text), Stop);

        exit.TimedOut.ShouldBeTrue();
        Runs(pid).ShouldBeFalse();
    }

    [Fact]
    public async Task A_cancelled_run_leaves_no_process_behind()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var pid = 0;

        await Should.ThrowAsync<OperationCanceledException>(() => Runner.RunAsync(
            CommandLine.Of("bash", "-c", "sleep 1000 & echo $!; wait"),
            line =>
            {
                pid = int.Parse(line.Text);
                cancel.Cancel();
            },
            cancel.Token));

        Runs(pid).ShouldBeFalse();
    }

    [Fact]
    public async Task A_program_that_is_ended_early_may_clean_up_first()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var lines = new List<string>();

        await Should.ThrowAsync<OperationCanceledException>(() =>
            Runner.RunAsync(
                CommandLine.Of("bash", "-c", "sleep 1000 & trap 'echo cleaned up; exit 3' TERM; echo started; wait") with
                {
                    StopGrace = TimeSpan.FromSeconds(10),
                },
                line =>
                {
                    lines.Add(line.Text);
                    if (line.Text == "started")
                        cancel.Cancel();
                },
                cancel.Token
            )
        );

        lines.ShouldBe(["started", "cleaned up"]);
    }

    [Fact]
    public async Task A_program_that_takes_no_hint_is_ended_after_its_grace()
    {
        var pid = 0;
        var exit = await Runner.RunAsync(
            CommandLine.Of("bash", "-c", "trap '' TERM; echo $$; while true; do sleep 0.1; done")
                with
            { Timeout = TimeSpan.FromSeconds(2), StopGrace = TimeSpan.FromMilliseconds(300) },
            line => pid = int.Parse(line.Text),
            Stop);

        exit.TimedOut.ShouldBeTrue();
        Runs(pid).ShouldBeFalse();
    }

    [Fact]
    public async Task A_program_that_ends_itself_within_its_grace_keeps_its_own_status()
    {
        var exit = await Runner.RunAsync(
            CommandLine.Of("bash", "-c", "sleep 1000 & trap 'exit 3' TERM; wait")
                with
            { Timeout = TimeSpan.FromSeconds(2), StopGrace = TimeSpan.FromSeconds(10) },
            null,
            Stop);

        (exit.TimedOut, exit.Status).ShouldBe((true, 3));
    }

    [Fact]
    public async Task What_a_program_leaves_running_is_swept_up_even_where_it_has_cut_itself_loose()
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("leftovers are swept on Linux alone");
        var pid = 0;

        var exit = await Runner.RunAsync(
            CommandLine.Of("bash", "-c", "exec 3< <(setsid bash -c 'echo $$; exec sleep 1000'); read -r pid <&3; echo $pid; exit 5") with
            {
                SweepsLeftovers = true,
            },
            line => pid = int.Parse(line.Text),
            Stop);

        exit.Status.ShouldBe(5);
        pid.ShouldNotBe(0);
        Runs(pid).ShouldBeFalse();
    }

    // A zombie that nobody has reaped yet no longer runs.
    private static bool Runs(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return !process.WaitForExit(TimeSpan.FromSeconds(10));
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
