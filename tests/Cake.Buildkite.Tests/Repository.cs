namespace Cake.Buildkite.Tests;

/// <summary>Where the repository under test lies.</summary>
internal static class Repository
{
    /// <summary>The folder that holds BuildkiteCi.sln.</summary>
    public static string Root { get; } = Find();

    /// <summary>A file of this test project.</summary>
    public static string TestFile(string path) => Path.Combine(Root, "tests", "Cake.Buildkite.Tests", path);

    /// <summary>A file of the folder of facts beside the repository; the test is skipped where it is not here.</summary>
    public static string SharedFile(string path)
    {
        var file = Path.Combine(Root, "..", "shared", path);
        if (!File.Exists(file)) Assert.Skip($"{path}: ../shared is not here");
        return file;
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "BuildkiteCi.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("no folder above the tests holds BuildkiteCi.sln");
    }
}
