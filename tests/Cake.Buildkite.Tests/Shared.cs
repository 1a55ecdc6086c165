namespace Cake.Buildkite.Tests;

/// <summary>The folder of facts beside the repository, where it is there.</summary>
internal static class Shared
{
    /// <summary>A file of it; the test is skipped where the folder is absent.</summary>
    public static string File(string path)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !System.IO.File.Exists(Path.Combine(folder.FullName, "BuildkiteCi.sln")))
            folder = folder.Parent;
        var file = Path.Combine(folder?.FullName ?? ".", "..", "shared", path);
        if (!System.IO.File.Exists(file))
            Assert.Skip($"{path}: ../shared is not here");
        return file;
    }
}
