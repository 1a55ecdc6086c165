using System.Diagnostics;

namespace BuildkiteCi.Testing.Tests.Containers;

/// <summary>A file system of a few megabytes, in memory, which can be filled up.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string filling;

    private SmallDisk(string path)
    {
        Path = path;
        filling = System.IO.Path.Combine(path, "filling");
    }

    /// <summary>The folder that it is mounted at.</summary>
    public string Path { get; }

    /// <summary>Mounts one; null where this machine lets nobody.</summary>
    public static SmallDisk? Mount(int megabytes)
    {
        var folder = Directory.CreateTempSubdirectory("tpu-ci-disk-").FullName;
        if (Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", folder) == 0) return new SmallDisk(folder);
        Directory.Delete(folder);
        return null;
    }

    /// <summary>Leaves no byte free.</summary>
    public void Fill()
    {
        using var file = new FileStream(filling, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var zeros = new byte[4096];
        try
        {
            while (true) file.Write(zeros);
        }
        catch (IOException)
        {
            // It is full.
        }
    }

    /// <summary>Makes room again.</summary>
    public void Free() => File.Delete(filling);

    public void Dispose()
    {
        // A daemon that ends may hold it for a moment longer.
        _ = Run("umount", "--lazy", Path);
        if (!Directory.EnumerateFileSystemEntries(Path).Any()) Directory.Delete(Path);
    }

    private static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }
}
