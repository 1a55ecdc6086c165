using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace BuildkiteCi.Benchmarks.Running;

/// <summary>Looks in <c>/proc</c> who has device files open. Where there is no <c>/proc</c> there is no TPU either.</summary>
/// <param name="devices">The full paths of device files; null: those of TPUs.</param>
public sealed partial class TpuDevices(Regex? devices = null)
{
    /// <summary>Which processes hold device files, as far as this user may see them; none where there is no TPU.</summary>
    public ImmutableArray<TpuHolder> Holders() =>
    [
        .. from process in AllProcesses()
           where process != Environment.ProcessId
           from device in OpenFiles(process).Distinct(StringComparer.Ordinal)
           where (devices ?? DeviceFile()).IsMatch(device)
           orderby device, process
           select new TpuHolder(device, process, Name(process)),
    ];

    private static IEnumerable<int> AllProcesses() =>
        Directory.Exists("/proc")
            ? Directory.EnumerateDirectories("/proc")
                .Select(folder =>
                    int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0
                )
                .Where(id => id > 0)
            : [];

    // A process may end between being listed and being read, or belong to somebody else.
    private static List<string> OpenFiles(int process)
    {
        var files = new List<string>();
        try
        {
            foreach (var link in Directory.EnumerateFileSystemEntries($"/proc/{process}/fd"))
            {
                if (Target(link) is { } file) files.Add(file);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // What was seen of it counts.
        }

        return files;
    }

    private static string? Target(string link)
    {
        try
        {
            return new FileInfo(link).LinkTarget;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string Name(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/comm").Trim();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return "ended meanwhile";
        }
    }

    // /dev/vfio/vfio is everybody's; the numbered ones are the devices.
    [GeneratedRegex("^/dev/(accel[0-9]+|vfio/[0-9]+)$", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex DeviceFile();
}

/// <summary>A process that holds a device file of the TPU: nobody else can use the device.</summary>
/// <param name="Device"><c>/dev/accel0</c>, <c>/dev/vfio/0</c>.</param>
/// <param name="Process">Its number.</param>
/// <param name="Name">Its name.</param>
public sealed record TpuHolder(string Device, int Process, string Name)
{
    /// <summary><c>/dev/accel0 is held by process 4711 (python3)</c>.</summary>
    public override string ToString() => $"{Device} is held by process {Process} ({Name})";
}
