namespace TestSupport;

/// <summary>
/// Expected values that nothing in this repository computed: the README beside each shows what did. They are files of the repository, and a
/// missing one fails the test that needs it.
/// </summary>
internal static class Oracle
{
    /// <summary>The full path of a file or folder below <c>tests/</c>.</summary>
    public static string Path(params ReadOnlySpan<string> parts)
    {
        var path = System.IO.Path.Combine([Repository.Root, "tests", .. parts]);
        if (!File.Exists(path) && !Directory.Exists(path)) Assert.Fail($"{path} is missing: nothing shows what is expected");
        return path;
    }

    /// <summary>The text of a file below <c>tests/</c>.</summary>
    public static string Text(params ReadOnlySpan<string> parts) => File.ReadAllText(Path(parts));
}
