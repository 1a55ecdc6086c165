using System.Text.RegularExpressions;

namespace EndToEnd.Tests;

/// <summary>The pages of the repository name only what is there.</summary>
public sealed partial class HandbookTests
{
    internal static readonly string[] Pages =
    [
        .. new[] { "", "src", "build", ".buildkite", "tests" }
            .SelectMany(folder =>
                Directory.EnumerateFiles(
                    Path.Combine(Repository.Root, folder),
                    "*.md",
                    folder.Length == 0 ? SearchOption.TopDirectoryOnly : SearchOption.AllDirectories
                )
            )
            .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
            .Where(path => !path.Contains("golden", StringComparison.Ordinal) && !path.Contains("/Fixtures/", StringComparison.Ordinal)),
    ];

    [Fact]
    public void Every_link_between_pages_leads_somewhere()
    {
        var broken =
            from page in Pages
            from Match link in Link().Matches(File.ReadAllText(Path.Combine(Repository.Root, page)))
            let target = link.Groups["target"].Value.Split('#')[0]
            where
                target.Length > 0
                && !target.Contains("://", StringComparison.Ordinal)
                && !target.StartsWith("mailto:", StringComparison.Ordinal)
            let path = Path.Combine(Repository.Root, Path.GetDirectoryName(page)!, target)
            where !File.Exists(path) && !Directory.Exists(path)
            select $"{page}: {target}";
        broken.ShouldBeEmpty();
    }

    [Fact]
    public void Every_project_has_a_page_whose_files_exist()
    {
        foreach (
            var project in Directory
                .EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories)
                .Where(path => !path.Contains("/Module/", StringComparison.Ordinal))
        )
        {
            var folder = Path.GetDirectoryName(project)!;
            var page = Path.Combine(folder, "README.md");
            File.Exists(page).ShouldBeTrue($"{folder} has no README.md");
            var missing = from line in File.ReadLines(page)
                          where line.StartsWith("- `", StringComparison.Ordinal)
                          from Match name in FileName().Matches(line.Split(':')[0])
                          where !Path.Exists(Path.Combine(folder, name.Groups["name"].Value))
                          select $"{page}: {name.Value}";
            missing.ShouldBeEmpty();
        }
    }

    [Fact]
    public void Every_test_that_the_page_on_security_names_is_there()
    {
        var tests = Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal)).Select(File.ReadAllText).ToList();
        var named = TestName().Matches(File.ReadAllText(Path.Combine(Repository.Root, "SECURITY.md"))).ToList();

        named.ShouldNotBeEmpty();
        named.Where(name => !tests.Exists(text => text.Contains($"class {name.Groups["class"].Value}", StringComparison.Ordinal)
                && text.Contains($" {name.Groups["test"].Value}(", StringComparison.Ordinal)))
            .Select(name => name.Value).ShouldBeEmpty();
    }

    [GeneratedRegex("`(?<class>\\w+Tests|\\w+Properties)\\.(?<test>\\w+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TestName();

    [GeneratedRegex(@"(?<!!)\[[^\]\n]*\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();

    // A path: it has a slash or an ending. Anything else in backquotes is a type or a word.
    [GeneratedRegex("`(?<name>[\\w.-]+(/[\\w.-]*)+|\\w+\\.\\w+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FileName();
}
