using BuildkiteCi.LocalBuilds.Store;

namespace BuildkiteCi.LocalBuilds.Tests.Local;

public sealed class ArtifactGlobTests
{
    [Theory]
    [InlineData("*.log", "a.log", true)]
    [InlineData("*.log", ".a.log", true)]
    [InlineData("*.log", "logs/a.log", false)]
    [InlineData("**/*.log", "a.log", true)]
    [InlineData("**/*.log", "x/y/a.log", true)]
    [InlineData("logs/**/*.log", "logs/a.log", true)]
    [InlineData("logs/**/*.log", "logs/x/y/a.log", true)]
    [InlineData("logs/**", "logs/x/y/a.log", true)]
    [InlineData("lo**og", "logs/x.og", true)]
    [InlineData("a?.txt", "ab.txt", true)]
    [InlineData("a?.txt", "a/.txt", false)]
    [InlineData("{a,b*}.txt", "bc.txt", true)]
    [InlineData("{a,b}.txt", "c.txt", false)]
    [InlineData("{a, b}.txt", " b.txt", true)]
    [InlineData("[ab].txt", "b.txt", true)]
    [InlineData("[^ab].txt", "b.txt", false)]
    [InlineData("[0-9].txt", "5.txt", false)]
    [InlineData("[0-9].txt", "-.txt", true)]
    [InlineData(@"\*.txt", "*.txt", true)]
    [InlineData(@"\*.txt", "a.txt", false)]
    [InlineData("!a.txt", "!a.txt", true)]
    [InlineData("A.txt", "a.txt", false)]
    [InlineData("~/x", "/home/ci/x", true)]
    public void A_pattern_matches_whole_paths_as_the_agents_do(string pattern, string path, bool fits) =>
        ArtifactGlob.Parse(pattern, "/home/ci")!.Fits(path).ShouldBe(fits);

    [Theory]
    [InlineData("a[b")]
    [InlineData("a{b,c")]
    [InlineData("[]")]
    public void A_bracket_that_is_not_closed_is_no_pattern(string pattern) => ArtifactGlob.Parse(pattern, "/").ShouldBeNull();

    [Fact]
    public void Files_are_found_from_the_first_folder_that_has_no_pattern_in_it_and_linked_folders_are_not_entered()
    {
        using var folder = new TemporaryFolder();
        foreach (var file in new[] { "logs/b.log", "logs/deep/a.log", "logs/deep/a.txt", "other/c.log" }) folder.Write(file, "");
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "logs/link"), Path.Combine(folder.Path, "other"));

        Files("logs/**/*.log").ShouldBe(["logs/b.log", "logs/deep/a.log"]);
        Files("logs/b.log").ShouldBe(["logs/b.log"]);
        Files("logs").ShouldBeEmpty();
        Files($"{folder.Path}/o*/*").ShouldBe([$"{folder.Path}/other/c.log"]);

        IEnumerable<string> Files(string pattern) => ArtifactGlob.Parse(pattern, "/")!.Files(folder.Path);
    }
}
