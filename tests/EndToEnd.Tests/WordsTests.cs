using System.Text.RegularExpressions;

namespace EndToEnd.Tests;

/// <summary>
/// What people read, messages, help, pages and comments, is written in everyday words. The words below have better ones.
/// </summary>
public sealed partial class WordsTests
{
    private static readonly string[] Places = ["build", "src", ".buildkite"];
    private static readonly string[] Pages = ["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "build.sh", "build.ps1"];
    private static readonly string[] Kinds = [".cs", ".md", ".yml", ".sh", ".ps1", ".js", ".html", ".css"];

    // word → what to write instead
    private static readonly (string Pattern, string Better)[] Words =
    [
        (@"\bwhoever\b", "name the person or the thing, or drop it"),
        (@"\bsays\b", "sets, shows, lists, reports"),
        (@"\bstands\b", "is, is in"),
        (@"\b(is|are|was|were|be) told\b", "is shown, is reported, is told apart"),
        (@"\bspoken of\b", "is reported"),
        (@"\bnothing is known\b", "no results for"),
        (@"\btak(es|en) up\b", "resumes"),
        (@"\bstood in for\b", "replaced"),
        (@"\bhas it to\b", "must it"),
        (@"\bby their machine\b", "infrastructure failure"),
        (@"\bhalf-told\b", "partially uploaded"),
    ];

    [Fact]
    public void Words_that_have_better_ones_do_not_come_back() =>
        Files()
            .SelectMany(file => Found(file).Select(line => $"{Path.GetRelativePath(Repository.Root, file).Replace('\\', '/')}:{line}"))
            .ShouldBeEmpty("write it in other words");

    private static IEnumerable<string> Files() =>
        Pages
            .Select(page => Path.Combine(Repository.Root, page))
            .Concat(
                Places.SelectMany(place => Directory.EnumerateFiles(Path.Combine(Repository.Root, place), "*", SearchOption.AllDirectories))
            )
            .Where(path => Kinds.Contains(Path.GetExtension(path)) && !Ignored().IsMatch(path.Replace('\\', '/')));

    private static IEnumerable<string> Found(string file) =>
        from line in File.ReadLines(file).Select((text, number) => (Text: text, Number: number + 1))
        from word in Words
        from Match match in Regex.Matches(line.Text, word.Pattern, RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1))
        select $"{line.Number}: '{match.Value}': {word.Better}";

    [GeneratedRegex(@"/(bin|obj|artifacts)/", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Ignored();
}
