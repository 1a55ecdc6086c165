namespace TestSupport;

/// <summary>The folder of vectors and sample data beside the repository, where it is there.</summary>
internal static class SharedFolder
{
    /// <summary>A file or folder of it; the test is skipped where it is not here.</summary>
    public static string Path(params ReadOnlySpan<string> parts)
    {
        var path = System.IO.Path.Combine([Repository.Root, "..", "shared", .. parts]);
        if (!Directory.Exists(path) && !File.Exists(path)) Assert.Skip($"{string.Join('/', parts.ToArray())}: ../shared is not here");
        return System.IO.Path.GetFullPath(path);
    }
}
