using System.Globalization;
using BuildkiteCi.Pipelines.Builds;

namespace BuildkiteCi.LocalBuilds.Store;

/// <summary>
/// The right to write in a state folder, taken before the first write. One process has it alone, or several share it who only add to the
/// build that is there. The system gives it back with the end of the process, however that ends.
/// </summary>
public sealed class StateLock : IDisposable
{
    private const string LockFile = "run.lock";
    private const string HolderFile = "run.holder";

    // What the systems call a file that another process has locked: EAGAIN on Linux and on macOS, a sharing violation on Windows.
    private static readonly int[] Taken = [11, 35, unchecked((int)0x80070020)];

    private readonly FileStream file;

    private StateLock(string stateFolder, FileStream file)
    {
        StateFolder = stateFolder;
        this.file = file;
    }

    /// <summary>Full path of the folder.</summary>
    public string StateFolder { get; }

    /// <summary>Takes the lock.</summary>
    /// <param name="stateFolder">Full path of the folder; made where it is missing.</param>
    /// <param name="what">Who takes it, for the message to others: <c>RunPipeline</c>.</param>
    /// <param name="now">The time, for the same.</param>
    /// <exception cref="BuildException">Another process has it, or the folder cannot be written.</exception>
    public static StateLock Take(string stateFolder, string what, DateTimeOffset now) =>
        Take(stateFolder, what, now, FileAccess.ReadWrite, FileShare.None);

    /// <summary>Takes the lock together with others who share it: nobody begins, composes or runs a build meanwhile.</summary>
    /// <inheritdoc cref="Take(string, string, DateTimeOffset)"/>
    public static StateLock Share(string stateFolder, string what, DateTimeOffset now) =>
        Take(stateFolder, what, now, FileAccess.Read, FileShare.Read);

    private static StateLock Take(string stateFolder, string what, DateTimeOffset now, FileAccess access, FileShare share)
    {
        try
        {
            var isNew = !Directory.Exists(stateFolder);
            Directory.CreateDirectory(stateFolder);
            var locked = new FileStream(Path.Combine(stateFolder, LockFile), FileMode.OpenOrCreate, access, share);

            // Nobody commits a build by mistake, whatever the repository ignores.
            if (isNew) File.WriteAllText(Path.Combine(stateFolder, ".gitignore"), "*\n");
            File.WriteAllText(
                Path.Combine(stateFolder, HolderFile),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{what} (process {Environment.ProcessId}, since {now:yyyy-MM-dd HH:mm:ss} UTC)"
                )
            );
            return new StateLock(stateFolder, locked);
        }
        catch (IOException failure) when (Taken.Contains(failure.HResult))
        {
            throw new BuildException(
                $"{Holder(stateFolder)} uses the state in '{stateFolder}'; wait for it, or name another folder with --state",
                failure
            );
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new BuildException(
                $"the state folder '{stateFolder}' cannot be written: {failure.Message}; check it, or name another with --state",
                failure
            );
        }
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    private static string Holder(string stateFolder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(stateFolder, HolderFile)) is { Length: > 0 } holder ? holder : "another run";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return "another run";
        }
    }
}
