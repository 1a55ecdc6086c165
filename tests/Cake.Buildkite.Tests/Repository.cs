namespace Cake.Buildkite.Tests;

/// <summary>Where the repository under test lies.</summary>
internal static class Repository
{
    /// <summary>The folder that holds BuildkiteCi.sln.</summary>
    public static string Root { get; } = Find();

    /// <summary>A file of this test project.</summary>
    public static string TestFile(string path) => Path.Combine(Root, "tests", "Cake.Buildkite.Tests", path);

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "BuildkiteCi.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("no folder above the tests holds BuildkiteCi.sln");
    }
}
