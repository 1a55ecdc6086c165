namespace BuildkiteCi.Benchmarks.Tests;

/// <summary>Samples as source files.</summary>
internal static class SharedData
{
    /// <summary>The full path of a file or folder of the samples; the test is skipped where they are missing.</summary>
    public static string Path(string relative) => SharedFolder.Path(relative);

    /// <summary>A sample, named relative to its folder.</summary>
    public static SourceFile Source(string folder, string name) => new(name, File.ReadAllText(System.IO.Path.Combine(Path(folder), name)));
}
