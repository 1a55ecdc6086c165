using System.Globalization;
using System.Runtime.InteropServices;

namespace BuildkiteCi.Machine;

/// <summary>Finds the processes of a run and sends them signals. On Windows, which has none, nothing is found and nothing sent.</summary>
internal static class Signals
{
    /// <summary>Asks a process to end.</summary>
    public const int Term = 15;

    /// <summary>Ends a process.</summary>
    public const int Kill = 9;

    /// <summary>Sends a signal; a process that is gone already is none of our business.</summary>
    public static void Send(int signal, IEnumerable<int> processes)
    {
        if (OperatingSystem.IsWindows()) return;
        foreach (var process in processes) _ = SendSignal(process, signal);
    }

    /// <summary>A process and everything below it, the youngest generation last.</summary>
    public static List<int> Tree(int root)
    {
        var children = AllProcesses()
            .Select(process => (Process: process, Parent: Parent(process)))
            .ToLookup(pair => pair.Parent, pair => pair.Process);
        var tree = new List<int> { root };
        for (var i = 0; i < tree.Count; i++) tree.AddRange(children[tree[i]]);
        return tree;
    }

    /// <summary>The processes that were started with a variable of this name, however far they have moved from their parents.</summary>
    public static List<int> StartedWith(string variable)
    {
        var wanted = System.Text.Encoding.ASCII.GetBytes(variable);
        return [.. AllProcesses().Where(process => Bytes($"/proc/{process}/environ").AsSpan().IndexOf(wanted) >= 0)];
    }

    /// <summary>Every process of this machine.</summary>
    public static IEnumerable<int> AllProcesses() =>
        OperatingSystem.IsLinux()
            ? Directory.EnumerateDirectories("/proc")
                .Select(folder =>
                    int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0
                )
                .Where(id => id > 0)
            : [];

    // "pid (name) state parent …": the name may hold blanks and parentheses, so the last ')' ends it.
    private static int Parent(int process)
    {
        var stat = System.Text.Encoding.Latin1.GetString(Bytes($"/proc/{process}/stat"));
        var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > 1 && int.TryParse(fields[1], out var parent) ? parent : 0;
    }

    // A process may end between being listed and being read, or belong to somebody else.
    private static byte[] Bytes(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    // Two integers need no marshalling, and the generated kind of import would need unsafe code for them.
    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int process, int signal);
}
