using System.Text;
using System.Text.RegularExpressions;

namespace EndToEnd.Tests.Screens;

/// <summary>
/// What a terminal shows of every target, on success and on each kind of failure: as golden screens, so that a change of any word is read
/// before it is committed. They take long because each is a run of the real program in a real terminal.
/// </summary>
[Collection(CloneCollection.Name)]
public sealed partial class ScreenTests(Clone clone) : IAsyncLifetime
{
    // Colours that can be read on white as well as on black: the named ones without white, bright yellow, bright green and bright cyan.
    private static readonly string[] Readable = ["1", "2", "3", "5", "6", "8", "9", "12", "13"];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await clone.ResetAsync();

    [Fact]
    public Task On_a_usual_terminal() => MatchAsync(TerminalKind.Usual, Commands.All);

    [Fact]
    public Task On_a_terminal_of_40_columns() => MatchAsync(TerminalKind.Narrow, Commands.Drawn);

    [Fact]
    public Task On_a_terminal_that_cannot_move_its_cursor() => MatchAsync(TerminalKind.Dumb, Commands.Drawn);

    [Fact]
    public async Task The_picture_of_the_front_page_is_of_a_real_run()
    {
        await using var terminal = await TerminalRecorder.OpenAsync(clone.Root, TerminalKind.Usual);
        const string Command = "./build.sh --only models --generations v6e";

        var (_, coloured) = await terminal.RunAsync(Command);

        Golden.Matches(Picture(TerminalLook.Dark), "../../build/first-run.svg");
        Golden.Matches(Picture(TerminalLook.Light), "../../build/first-run-light.svg");

        string Picture(TerminalLook look) => TerminalPicture.Of(Command, coloured, TerminalKind.Usual.Columns, look);
    }

    private async Task MatchAsync(TerminalKind kind, IEnumerable<string> commands)
    {
        await using var terminal = await TerminalRecorder.OpenAsync(clone.Root, kind);
        var all = new StringBuilder();
        foreach (var command in commands)
        {
            var (text, coloured) = await terminal.RunAsync(command);
            all.Append($"$ {command}\n{Comparable(text)}\n");
            Colours(coloured)
                .Except(Readable, StringComparer.Ordinal)
                .ShouldBeEmpty($"{command}: a colour that vanishes on white or on black");
            if (kind == TerminalKind.Dumb) coloured.ShouldNotContain('\e');
            await clone.ResetAsync();
        }

        Golden.Matches(all.ToString(), $"Screens/{kind.Name}.golden.txt");
    }

    // The foreground of text on the terminal's own background.
    private static IEnumerable<string> Colours(string coloured)
    {
        var (colour, hasBackground) = ("", false);
        foreach (Match match in Sequence().Matches(coloured))
        {
            var codes = match.Groups["codes"].Value.Split(';');
            for (var i = 0; i < codes.Length; i++)
            {
                if (codes[i] is "" or "0") (colour, hasBackground) = ("", false);
                else if (codes[i] is "39") colour = "";
                else if (codes[i] is "49") hasBackground = false;
                else if (codes[i] is ['4', >= '0' and <= '7'] or ['1', '0', _]) hasBackground = true;
                else if (codes[i] is ['3', >= '0' and <= '7' and var named]) colour = named.ToString();
                else if (codes[i] is ['9', >= '0' and <= '7' and var bright]) colour = $"{bright - '0' + 8}";
                else if (codes[i] is "38" && i + 2 < codes.Length) colour = codes[i += 2];
            }

            // One sequence may follow another before anything is written.
            var isWritten = match.Index + match.Length < coloured.Length && coloured[match.Index + match.Length] != '\e';
            if (isWritten && colour.Length > 0 && !hasBackground) yield return colour;
        }
    }

    // How long something took and on which day it ran is not the same twice.
    private string Comparable(string text) =>
        Day()
            .Replace(
                Clock().Replace(Span().Replace(text.Replace(clone.Root, "<clone>", StringComparison.Ordinal), "1 s"), "00:00:00"),
                "2026-01-01"
            );

    [GeneratedRegex(@"\e\[(?<codes>[\d;]*)m", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Sequence();

    [GeneratedRegex(@"\b[\d.]+ (ms|s)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Span();

    [GeneratedRegex(@"^00:\d\d:\d\d", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Clock();

    [GeneratedRegex(@"\b20\d\d-\d\d-\d\d\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Day();
}
