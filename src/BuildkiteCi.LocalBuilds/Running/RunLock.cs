using BuildkiteCi.Pipelines.Builds;

namespace BuildkiteCi.LocalBuilds.Running;

/// <summary>Keeps a second run off a state folder.</summary>
internal static class RunLock
{
    /// <summary>Takes the lock; it is given back when the stream is closed, by whatever end of the process.</summary>
    /// <exception cref="BuildException">Another run has it.</exception>
    public static IDisposable Take(string stateFolder)
    {
        Directory.CreateDirectory(stateFolder);
        try
        {
            return new FileStream(Path.Combine(stateFolder, "run.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException taken)
        {
            throw new BuildException($"another run uses the state in '{stateFolder}'; wait for it, or name another folder with --state", taken);
        }
    }
}
