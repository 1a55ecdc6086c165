using CliWrap;
using CliWrap.Buffered;

namespace EndToEnd.Tests.Screens;

/// <summary>Runs commands in a real terminal (tmux), each on a screen of its own, and reads what it shows.</summary>
internal sealed class TerminalRecorder : IAsyncDisposable
{
    private const int Rows = 50;

    private readonly string socket = $"screens-{Guid.NewGuid():N}";
    private readonly string folder;
    private int number;

    private TerminalRecorder(string folder) => this.folder = folder;

    /// <summary>Opens a terminal; the test is skipped where there is no tmux.</summary>
    public static async Task<TerminalRecorder> OpenAsync(string folder, TerminalKind kind)
    {
        var recorder = new TerminalRecorder(folder);
        try
        {
            await recorder.TmuxAsync("-f", "/dev/null", "new-session", "-d", "-x", $"{kind.Columns}", "-y", $"{Rows}", "-c", folder, "cat");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("there is no tmux here");
        }

        await recorder.TmuxAsync(
            "set-option",
            "-g",
            "remain-on-exit",
            "on",
            ";",
            "set-option",
            "-g",
            "default-terminal",
            kind.Term,
            ";",
            "set-option",
            "-g",
            "history-limit",
            "5000"
        );
        return recorder;
    }

    /// <summary>Runs a command to its end.</summary>
    /// <returns>All that the terminal shows from its first line, as text, where lines that only the terminal broke are whole; and with its
    /// colours.</returns>
    public async Task<(string Text, string Coloured)> RunAsync(string command)
    {
        var name = $"screen-{++number}";
        // The signal is kept until somebody waits for it.
        await TmuxAsync(
            "new-window",
            "-n",
            name,
            "-c",
            folder,
            "bash",
            "-c",
            $"{command}\nstatus=$?; [ $status = 0 ] || echo \"[exit $status]\"; tmux -L {socket} wait-for -S {name}"
        );
        await TmuxAsync("wait-for", name);
        var text = await TmuxAsync("capture-pane", "-p", "-J", "-S", "-", "-t", name);
        var coloured = await TmuxAsync("capture-pane", "-p", "-e", "-S", "-", "-t", name);
        await TmuxAsync("kill-window", "-t", name);
        return (
            string.Join(
                    '\n',
                    text.Split('\n')
                        .Select(line => line.TrimEnd())
                        .Where(line => !line.StartsWith("Pane is dead", StringComparison.Ordinal))
                )
                .Trim('\n') + "\n",
            coloured
        );
    }

    public async ValueTask DisposeAsync() =>
        await Cli.Wrap("tmux")
            .WithArguments(["-L", socket, "kill-server"])
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(CancellationToken.None);

    private async Task<string> TmuxAsync(params string[] arguments) =>
        (
            await Cli.Wrap("tmux")
                .WithArguments(["-L", socket, .. arguments])
                .WithEnvironmentVariables(environment =>
                    environment.Set("BUILDKITE", null).Set("CI", null).Set("TMUX", null).Set("NO_COLOR", null).Set("LANG", "C.UTF-8")
                )
                .ExecuteBufferedAsync(TestContext.Current.CancellationToken)
        ).StandardOutput;
}
