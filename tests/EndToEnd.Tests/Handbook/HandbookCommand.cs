using System.Text.RegularExpressions;

namespace EndToEnd.Tests.Handbook;

/// <summary>A command of the handbook, and how a test runs it (<c>handbook.commands.txt</c>).</summary>
/// <param name="Text">As the pages show it.</param>
/// <param name="Script">What bash runs: the command itself, or lines that put something in place of its placeholders; null: it is not
/// run.</param>
/// <param name="Status">Its exit status.</param>
/// <param name="WhyNot">Why it is not run; null where it is.</param>
internal sealed partial record HandbookCommand(string Text, string? Script, int Status, string? WhyNot)
{
    private const string NotRun = "not run:";

    /// <summary>The commands of a page: in backquotes, or lines of a block. Tours are left out: ReadmeTests runs them with their
    /// output.</summary>
    public static IEnumerable<string> OfPage(string markdown)
    {
        var text = Tour().Replace(markdown, "");
        var blocks = Block()
            .Matches(text)
            .SelectMany(block => block.Groups["text"].Value.Split('\n'))
            .Select(line => Comment().Replace(line, "").Trim());
        var inline = Inline().Matches(Block().Replace(text, "")).Select(match => match.Groups["text"].Value);
        return blocks.Concat(inline).Where(command => Start().IsMatch(command));
    }

    /// <summary>Reads the list: a command a line; below it, indented, what is run in its place, <c>exit N</c>, or <c>not run:
    /// why</c>.</summary>
    public static IEnumerable<HandbookCommand> List(IEnumerable<string> lines)
    {
        HandbookCommand? last = null;
        foreach (var line in lines.Where(line => line.Length > 0 && line[0] != '#'))
        {
            var detail = line.Trim();
            if (line[0] != ' ')
            {
                if (last is not null) yield return last;
                last = new HandbookCommand(detail, detail, 0, null);
            }
            else if (detail.StartsWith(NotRun, StringComparison.Ordinal))
            {
                last = last! with { Script = null, WhyNot = detail[NotRun.Length..].Trim() };
            }
            else
            {
                last = detail.StartsWith("exit ", StringComparison.Ordinal)
                    ? last! with
                    {
                        Status = int.Parse(detail.AsSpan(5)),
                    }
                    : last! with
                    {
                        Script = detail,
                    };
            }
        }

        if (last is not null) yield return last;
    }

    [GeneratedRegex(@"<!-- START: [\w-]+ -->.*?<!-- END: [\w-]+ -->", RegexOptions.Singleline, 1000)]
    private static partial Regex Tour();

    [GeneratedRegex(@"^```\w*\n(?<text>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Block();

    [GeneratedRegex("`(?<text>[^`\n]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Inline();

    [GeneratedRegex(@"\s+# .*$", RegexOptions.None, 1000)]
    private static partial Regex Comment();

    // A program with something behind it, or a script of the repository.
    [GeneratedRegex(
        @"^(\./build\.(sh|ps1)\b|buildkiteci \S|dotnet \S+ \S|bash \.|UPDATE_GOLDEN=1 \S|\.ci/run$|tests/\S+\.sh\b)",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Start();
}
