using System.Text.RegularExpressions;

namespace EndToEnd.Tests;

/// <summary>The map of the code (<c>src/README.md</c>) leads somewhere: a file, a folder or a type that it names is there.</summary>
public sealed partial class MapTests
{
    [Fact]
    public void Every_place_that_the_map_names_is_there()
    {
        var map = File.ReadAllText(Path.Combine(Repository.Root, "src/README.md"));
        var table = map.Split("## To change something")[1].Split("\n## ")[0];
        var files = new[] { "src", "build", ".buildkite" }
            .SelectMany(folder => Directory.EnumerateFileSystemEntries(Path.Combine(Repository.Root, folder), "*", SearchOption.AllDirectories))
            .Select(path => '/' + Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
            .Where(path => !Made().IsMatch(path))
            .ToList();
        var named = Name().Matches(table).Select(match => match.Groups["name"].Value).ToHashSet();

        named.Count.ShouldBeGreaterThan(30);
        named.Where(name => !files.Exists(file => Leads(file, name))).ShouldBeEmpty();
    }

    // 'Pipelines/Steps' is a folder of the project BuildkiteCi.Pipelines, 'UploadBatches' a file of that name.
    private static bool Leads(string file, string name) =>
        file.EndsWith($"/{name}", StringComparison.Ordinal)
        || file.EndsWith($".{name}", StringComparison.Ordinal)
        || file.EndsWith($"/{name}.cs", StringComparison.Ordinal)
        || file.EndsWith($".{name}.cs", StringComparison.Ordinal);

    // Names of places begin with a capital letter or hold a slash; others are words of ci.yml or of a pipeline.
    [GeneratedRegex(@"`(?<name>[A-Z][A-Za-z.]*(/[A-Za-z.]+)*|[.a-z]+(/[A-Za-z.]+)+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();

    [GeneratedRegex("/(bin|obj|artifacts)/", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Made();
}
