namespace BuildkiteCi.Tests.Benchmarks;

/// <summary>Samples that stand beside the repository, where they are.</summary>
internal static class SharedData
{
    /// <summary>The full path of a file or folder of the samples; the test is skipped where they are missing.</summary>
    public static string Path(string relative)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(System.IO.Path.Combine(folder.FullName, "BuildkiteCi.sln"))) continue;
            var path = System.IO.Path.Combine(folder.FullName, "..", "shared", relative);
            if (System.IO.Path.Exists(path)) return System.IO.Path.GetFullPath(path);
        }

        Assert.Skip($"{relative}: ../shared is not here");
        return "";
    }

    /// <summary>A sample, named relative to its folder.</summary>
    public static SourceFile Source(string folder, string name) => new(name, File.ReadAllText(System.IO.Path.Combine(Path(folder), name)));
}
