using System.Globalization;
using System.Text.RegularExpressions;

namespace EndToEnd.Tests;

/// <summary>
/// What people read, messages, help, pages and comments, is written in everyday words. The words below have better ones; where a file still
/// has some, it is in the list of what is allowed, whose numbers only fall.
/// </summary>
public sealed partial class WordsTests
{
    private const string Allowed = "tests/EndToEnd.Tests/words.allowed.txt";

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
    public void Words_that_have_better_ones_do_not_come_back()
    {
        var allowed = File.ReadLines(Path.Combine(Repository.Root, Allowed))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(": "))
            .ToDictionary(parts => parts[0], parts => int.Parse(parts[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);
        var found = Files()
            .Select(file => (Path: Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'), Lines: Found(file).ToList()))
            .Where(file => file.Lines.Count > 0)
            .ToDictionary(file => file.Path, file => file.Lines, StringComparer.Ordinal);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1") Lower(allowed, found);

        var worse = found
            .Where(file => file.Value.Count > allowed.GetValueOrDefault(file.Key))
            .SelectMany(file => file.Value.Select(line => $"{file.Key}:{line}"))
            .ToList();

        worse.ShouldBeEmpty(
            "write it in other words; these files may hold: "
                + $"{string.Join(", ", found.Keys.Where(path => found[path].Count > allowed.GetValueOrDefault(path)).Select(path => $"{path} {allowed.GetValueOrDefault(path)}"))}"
        );
        allowed
            .Where(file => file.Value > (found.TryGetValue(file.Key, out var lines) ? lines.Count : 0))
            .Select(file => file.Key)
            .ShouldBeEmpty($"these files have fewer than {Allowed} allows; run with UPDATE_GOLDEN=1 to lower the numbers");
    }

    // The numbers only fall: a file that has more than it may keeps its number.
    private static void Lower(Dictionary<string, int> allowed, Dictionary<string, List<string>> found)
    {
        foreach (var (path, most) in allowed.ToList())
        {
            var now = found.TryGetValue(path, out var lines) ? lines.Count : 0;
            if (now == 0) allowed.Remove(path);
            else allowed[path] = Math.Min(most, now);
        }

        var head = File.ReadLines(Path.Combine(Repository.Root, Allowed)).TakeWhile(line => line.StartsWith('#'));
        File.WriteAllLines(
            Path.Combine(Repository.Root, Allowed),
            head.Concat(allowed.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => $"{file.Key}: {file.Value}"))
        );
    }

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
