namespace BuildkiteCi.Machine;

/// <summary>An empty folder in the machine's temporary place, gone when it is disposed.</summary>
public sealed class ScratchFolder : IDisposable
{
    /// <summary>Makes the folder.</summary>
    public ScratchFolder() => Path = Directory.CreateTempSubdirectory("buildkite-ci-").FullName;

    /// <summary>The folder's full path.</summary>
    public string Path { get; }

    /// <summary>Removes the folder with everything in it.</summary>
    public void Dispose()
    {
        // Git makes its object files read-only, which Windows takes for a reason to keep them.
        foreach (var file in Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories)) File.SetAttributes(file, FileAttributes.Normal);
        Directory.Delete(Path, recursive: true);
    }
}
