using BuildkiteCi.Machine;

namespace BuildkiteCi.Machine.Tests;

/// <summary>Programs on a pseudo-terminal.</summary>
public sealed class TerminalTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Standard_output_and_error_come_in_the_order_in_which_they_were_written()
    {
        var lines = new List<string>();

        var exit = await RunAsync("for i in 1 2 3 4 5; do echo out $i; echo err $i >&2; done; exit 3", lines);

        exit.Status.ShouldBe(3);
        lines.ShouldBe(Enumerable.Range(1, 5).SelectMany(i => new[] { $"out {i}", $"err {i}" }));
    }

    [Fact]
    public async Task Its_streams_are_terminals_and_its_last_line_needs_no_end()
    {
        var lines = new List<string>();

        await RunAsync("test -t 0 && test -t 1 && test -t 2 && printf terminal", lines);

        lines.ShouldBe([OperatingSystem.IsLinux() ? "terminal" : ""]);
    }

    [Fact]
    public async Task More_than_a_terminal_holds_comes_whole()
    {
        var lines = new List<string>();

        await RunAsync("seq 1 20000", lines);

        lines.ShouldBe(Enumerable.Range(1, 20000).Select(i => $"{i}"));
    }

    [Fact]
    public async Task A_program_that_cannot_be_started_ends()
    {
        var exit = await new ProcessRunner(folder.Path, TimeProvider.System).RunAsync(
            CommandLine.Of("no-such-program") with
            {
                OnTerminal = true,
            },
            null,
            TestContext.Current.CancellationToken
        );

        exit.Succeeded.ShouldBeFalse();
    }

    private Task<ProcessExit> RunAsync(string script, List<string> lines) =>
        new ProcessRunner(folder.Path, TimeProvider.System).RunAsync(
            CommandLine.Of("bash", "-c", script) with
            {
                OnTerminal = true,
                KeepsOutput = false,
                SweepsLeftovers = true,
            },
            line => lines.Add(line.Text),
            TestContext.Current.CancellationToken
        );
}
