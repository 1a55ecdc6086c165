namespace BuildkiteCi.Machine;

/// <summary>
/// An empty folder in the machine's temporary place, gone when it is disposed. Folders of runs that were killed are removed by the next
/// one: a lock in each tells whether its run is still there, whatever process ids mean elsewhere.
/// </summary>
public sealed class ScratchFolder : IDisposable
{
    private const string Start = "buildkite-ci-";

    private readonly string home;
    private readonly FileStream alive;

    /// <summary>Makes the folder.</summary>
    public ScratchFolder()
        : this(System.IO.Path.GetTempPath())
    {
    }

    /// <summary>Makes the folder below another one.</summary>
    internal ScratchFolder(string place)
    {
        foreach (var left in Directory.EnumerateDirectories(place, Start + "*")) TryRemoveLeft(left);
        home =
            place == System.IO.Path.GetTempPath()
                ? Directory.CreateTempSubdirectory(Start).FullName
                : Directory.CreateDirectory(System.IO.Path.Combine(place, $"{Start}{Guid.NewGuid():N}")).FullName;
        // A folder without a lock, as this one was for a moment, is nobody's to remove.
        alive = new FileStream(LockOf(home), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        Path = Directory.CreateDirectory(System.IO.Path.Combine(home, "work")).FullName;
    }

    /// <summary>The folder's full path.</summary>
    public string Path { get; }

    /// <summary>Removes the folder with everything in it.</summary>
    public void Dispose()
    {
        alive.Dispose();
        Remove(home);
    }

    private static string LockOf(string folder) => System.IO.Path.Combine(folder, "lock");

    private static void TryRemoveLeft(string folder)
    {
        try
        {
            using (new FileStream(LockOf(folder), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
            {
                // Nobody has it.
            }

            Remove(folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // A run has it, it is somebody else's, or another run is removing it.
        }
    }

    private static void Remove(string folder)
    {
        // Git makes its object files read-only, which Windows takes for a reason to keep them.
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            File.SetAttributes(file, FileAttributes.Normal);
        Directory.Delete(folder, recursive: true);
    }
}
