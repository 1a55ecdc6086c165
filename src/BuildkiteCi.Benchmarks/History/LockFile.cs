using System.Diagnostics;
using System.Globalization;

namespace BuildkiteCi.Benchmarks.History;

/// <summary>A file that one process at a time holds open; while it does, a file beside it names who.</summary>
internal sealed class LockFile : IDisposable
{
    private const string HolderEnd = ".holder";

    // What the system answers where somebody else has the file (EAGAIN, EWOULDBLOCK of macOS, the two sharing violations of Windows).
    private static readonly int[] HeldErrors = [11, 35, 32, 33];

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly FileStream held;
    private readonly string path;

    private LockFile(FileStream stream, string path)
    {
        held = stream;
        this.path = path;
    }

    /// <summary>Waits for the file and holds it until it is disposed of.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limit">How long is waited at most.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="TimeoutException">It is held for longer; the message names the holder.</exception>
    /// <exception cref="IOException">The file cannot be opened for another reason than being held.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its folder cannot be written.</exception>
    public static async Task<LockFile> TakeAsync(string path, TimeSpan limit, CancellationToken cancellationToken)
    {
        for (var begun = Stopwatch.GetTimestamp(); ;)
        {
            try
            {
                var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
                File.WriteAllText(
                    path + HolderEnd,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"process {Environment.ProcessId} on {Environment.MachineName} since {DateTime.UtcNow:yyyy-MM-dd HH:mm:ss}Z"
                    )
                );
                return new LockFile(stream, path);
            }
            catch (IOException failure) when (IsHeld(failure))
            {
                if (Stopwatch.GetElapsedTime(begun) >= limit)
                    throw new TimeoutException(
                        $"'{path}' is held by {Holder(path)}, and {limit.TotalSeconds:0} s have passed; wait for it, or end it if it hangs",
                        failure
                    );
                await Task.Delay(Pause, cancellationToken);
            }
        }
    }

    /// <summary>Whether the file, free or held, could be locked at all.</summary>
    public static bool CanBeTaken(string path)
    {
        try
        {
            using var unused = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 1);
            return true;
        }
        catch (IOException failure)
        {
            return IsHeld(failure);
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Whether an error means that somebody else has the file, and not that the disk is full or read-only.</summary>
    internal static bool IsHeld(IOException failure) => HeldErrors.Contains(failure.HResult & 0xFFFF);

    /// <inheritdoc/>
    public void Dispose()
    {
        File.Delete(path + HolderEnd);
        held.Dispose();
    }

    private static string Holder(string path)
    {
        try
        {
            return File.Exists(path + HolderEnd) && File.ReadAllText(path + HolderEnd) is { Length: > 0 } holder
                ? holder
                : "another process";
        }
        catch (IOException)
        {
            return "another process";
        }
    }
}
