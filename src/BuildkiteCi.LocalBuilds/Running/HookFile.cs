using BuildkiteCi.LocalBuilds.Running.Planning;
using BuildkiteCi.LocalBuilds.Store;

namespace BuildkiteCi.LocalBuilds.Running;

/// <summary>The script that runs a job's hooks, for as long as the job runs; it holds what the step gives its plugins, and is the user's
/// own to read.</summary>
internal sealed class HookFile : IDisposable
{
    private const string Folder = "hooks";

    private HookFile(string path) => Path = path;

    /// <summary>Its full path.</summary>
    public string Path { get; }

    /// <summary>Writes it; null: the job has no hooks.</summary>
    public static HookFile? Write(string stateFolder, string root, LocalTry started, RunJob job)
    {
        if (!JobHooks.Has(root, job)) return null;
        var path = System.IO.Path.Combine(stateFolder, Folder, $"{started.Id}.sh");
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(path, options);
        writer.Write(JobHooks.Write(root, job));
        return new HookFile(path);
    }

    /// <summary>Removes what a killed run has left.</summary>
    public static void Forget(string stateFolder)
    {
        var folder = System.IO.Path.Combine(stateFolder, Folder);
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    public void Dispose() => File.Delete(Path);
}
