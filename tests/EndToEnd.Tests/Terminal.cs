using CliWrap;
using CliWrap.Buffered;

namespace EndToEnd.Tests;

/// <summary>A real terminal (tmux) in which a test types and reads.</summary>
internal sealed class Terminal : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly string socket = $"test-{Guid.NewGuid():N}";

    private Terminal()
    {
    }

    /// <summary>Starts a command in a terminal of its own; the test is skipped where there is no tmux.</summary>
    public static async Task<Terminal> StartAsync(string folder, string command)
    {
        try
        {
            await Cli.Wrap("tmux").WithArguments("-V").ExecuteBufferedAsync(TestContext.Current.CancellationToken);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("there is no tmux here");
        }

        var terminal = new Terminal();
        await terminal.TmuxAsync(
            "-f",
            "/dev/null",
            "new-session",
            "-d",
            "-x",
            "140",
            "-y",
            "60",
            "-c",
            folder,
            command,
            ";",
            "set-option",
            "-g",
            "remain-on-exit",
            "on"
        );
        return terminal;
    }

    /// <summary>Types a text and presses Enter.</summary>
    public async Task AnswerAsync(string text)
    {
        await TmuxAsync("send-keys", "-l", text);
        await PressAsync("Enter");
    }

    /// <summary>Presses keys by tmux's names.</summary>
    public Task PressAsync(params string[] keys) => TmuxAsync(["send-keys", .. keys]);

    /// <summary>Waits until the screen shows a text, and gives the screen.</summary>
    public async Task<string> SeeAsync(string text)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        var screen = "";
        try
        {
            while (true)
            {
                screen = await TmuxAsync("capture-pane", "-p");
                if (screen.Contains(text, StringComparison.Ordinal)) return screen;
                // A terminal has no event for what somebody else reads off it.
                await Task.Delay(TimeSpan.FromMilliseconds(100), patience.Token);
            }
        }
        catch (OperationCanceledException tooLong)
        {
            throw new TimeoutException($"the terminal never showed '{text}', but:\n{screen}", tooLong);
        }
    }

    public async ValueTask DisposeAsync() =>
        await Cli.Wrap("tmux")
            .WithArguments(["-L", socket, "kill-server"])
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(CancellationToken.None);

    private async Task<string> TmuxAsync(params string[] arguments) =>
        (await Cli.Wrap("tmux").WithArguments(["-L", socket, .. arguments])
            .WithEnvironmentVariables(environment => environment.Set("BUILDKITE", null).Set("CI", null).Set("TMUX", null))
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken)).StandardOutput;
}
