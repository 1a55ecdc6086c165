using System.Text.RegularExpressions;
using CliWrap;
using CliWrap.Buffered;

namespace EndToEnd.Tests;

/// <summary>The tours of the handbook, run as they are written: each command in order, each line of output found in what the command
/// prints.</summary>
[Collection(CloneCollection.Name)]
public sealed partial class ReadmeTests(Clone clone) : IAsyncLifetime
{
    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await clone.ResetAsync();

    [Theory]
    [InlineData("README.md", 6)]
    [InlineData(".buildkite/README.md", 4)]
    public async Task Every_command_of_a_tour_prints_what_its_page_shows(string page, int tours)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(clone.Root, page), TestContext.Current.CancellationToken);
        var blocks = Block.Matches(text).Select(match => match.Groups["text"].Value).ToArray();
        blocks.Length.ShouldBe(tours);

        foreach (var block in blocks) await CheckAsync(block.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private async Task CheckAsync(string[] lines)
    {
        var printed = new Queue<string>();
        foreach (var line in lines)
        {
            if (line.StartsWith("$ ", StringComparison.Ordinal))
            {
                var run = await clone.RunAsync("bash", "-c", line[2..]);
                run.ExitCode.ShouldBe(0, $"{line}\n{run.StandardOutput}{run.StandardError}");
                printed = new Queue<string>(run.StandardOutput.Split('\n').Select(Comparable));
                continue;
            }

            while (printed.Count > 0 && printed.Peek() != Comparable(line)) printed.Dequeue();
            printed.ShouldNotBeEmpty($"'{line}' is not printed, or not at its place");
        }
    }

    // How long something took is not the same twice; blanks at a line's end are not to be seen.
    private static string Comparable(string line) => Span.Replace(line.TrimEnd(), "after a while");

    [GeneratedRegex(
        @"<!-- START: [\w-]+ -->\n```\n(?<text>.*?)```\n<!-- END: [\w-]+ -->",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Block { get; }

    [GeneratedRegex(@"after [\d.]+ m?s", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Span { get; }
}
