namespace BuildkiteCi.Core;

/// <summary>Reads files of which one that cannot be used is one problem among others, and not the end of everything.</summary>
public static class FileReading
{
    /// <summary>The text of a file, or null where there is none or it cannot be used, which is noted.</summary>
    public static string? Read(this IFileTree files, string path, ICollection<Diagnostic> found) => Used(() => files.Read(path), found);

    /// <summary>The content of a file, or null where there is none or it cannot be used, which is noted.</summary>
    public static Stream? Open(this IFileTree files, string path, ICollection<Diagnostic> found) => Used(() => files.Open(path), found);

    /// <summary>All of these files that can be used; those that cannot are noted.</summary>
    public static IEnumerable<SourceFile> ReadAll(this IFileTree files, IEnumerable<string> paths, ICollection<Diagnostic> found) =>
        paths.Select(path => files.Read(path, found) is { } text ? new SourceFile(path, text) : null).OfType<SourceFile>();

    private static T? Used<T>(Func<T?> use, ICollection<Diagnostic> found)
        where T : class
    {
        try
        {
            return use();
        }
        catch (FileException unusable) when (unusable.Diagnostic is { } problem)
        {
            found.Add(problem);
            return null;
        }
    }
}
