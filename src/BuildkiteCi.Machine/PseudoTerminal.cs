using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace BuildkiteCi.Machine;

/// <summary>A pseudo-terminal, of the size that Buildkite's agent gives its jobs. Linux only.</summary>
internal sealed class PseudoTerminal : IDisposable
{
    private const int ReadWrite = 2;
    private const int NotOurTerminal = 0x100;
    private const int CloseOnExec = 0x80000;
    private const nuint SetWindowSize = 0x5414;
    private const short Readable = 1;

    // How often the reader looks whether it is still wanted.
    private const int PollMilliseconds = 200;

    // A terminal holds 4 KiB; a process that nobody ends may write for ever.
    private const int ReadsAfterTheEnd = 64;

    private readonly SafeFileHandle terminal;

    private PseudoTerminal(SafeFileHandle terminal, string device)
    {
        this.terminal = terminal;
        Device = device;
    }

    /// <summary>The path that its program opens: <c>/dev/pts/7</c>.</summary>
    public string Device { get; }

    /// <summary>Opens one; null where the machine has none to give.</summary>
    public static PseudoTerminal? TryOpen()
    {
        if (!OperatingSystem.IsLinux()) return null;
        try
        {
            var descriptor = Native.Open(ReadWrite | NotOurTerminal | CloseOnExec);
            if (descriptor < 0) return null;
            var handle = new SafeFileHandle(descriptor, ownsHandle: true);
            var name = new byte[128];
            if (Native.Grant(descriptor) != 0 || Native.Unlock(descriptor) != 0 || Native.Name(descriptor, name, (nuint)name.Length) != 0)
            {
                handle.Dispose();
                return null;
            }

            _ = Native.Control(descriptor, SetWindowSize, [100, 160, 0, 0]);
            return new PseudoTerminal(handle, Encoding.ASCII.GetString(name, 0, Array.IndexOf(name, (byte)0)));
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Reads what is written to the terminal, line by line, until nobody has it open any more or reading is cancelled.</summary>
    /// <param name="onLine">Gets each line without its end.</param>
    /// <param name="cancellationToken">Ends the reading; what has been written by then is still read.</param>
    public void Read(Action<string> onLine, CancellationToken cancellationToken)
    {
        var decoder = Encoding.UTF8.GetDecoder();
        var (bytes, characters, line) = (new byte[8192], new char[8192 + 4], new StringBuilder());
        var poll = new PollDescriptor[] { new() { Descriptor = (int)terminal.DangerousGetHandle(), Events = Readable } };
        var left = ReadsAfterTheEnd;
        while (!cancellationToken.IsCancellationRequested || left-- > 0)
        {
            // At the end of all writers the terminal is readable, and reading fails.
            var ready = Native.Poll(poll, 1, PollMilliseconds);
            if (ready == 0 && cancellationToken.IsCancellationRequested) break;
            if (ready <= 0) continue;
            var count = (int)Native.Read(poll[0].Descriptor, bytes, (nuint)bytes.Length);
            if (count < 0 && Marshal.GetLastPInvokeError() is Native.Interrupted or Native.TryAgain) continue;
            if (count <= 0) break;
            Take(characters.AsSpan(0, decoder.GetChars(bytes.AsSpan(0, count), characters, flush: false)));
        }

        if (line.Length > 0) onLine(line.ToString().TrimEnd('\r'));

        void Take(ReadOnlySpan<char> text)
        {
            for (var end = text.IndexOf('\n'); end >= 0; end = text.IndexOf('\n'))
            {
                line.Append(text[..end]);
                onLine(line.ToString().TrimEnd('\r'));
                line.Clear();
                text = text[(end + 1)..];
            }

            line.Append(text);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => terminal.Dispose();

    [StructLayout(LayoutKind.Sequential)]
    private struct PollDescriptor
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }

    // Numbers and arrays of them need no marshalling, and the generated kind of import would need unsafe code for them.
    private static class Native
    {
        public const int Interrupted = 4;
        public const int TryAgain = 11;

        [DllImport("libc", EntryPoint = "posix_openpt")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Open(int flags);

        [DllImport("libc", EntryPoint = "grantpt")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Grant(int descriptor);

        [DllImport("libc", EntryPoint = "unlockpt")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Unlock(int descriptor);

        [DllImport("libc", EntryPoint = "ptsname_r")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Name(int descriptor, byte[] name, nuint length);

        [DllImport("libc", EntryPoint = "ioctl")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Control(int descriptor, nuint request, ushort[] size);

        [DllImport("libc", EntryPoint = "poll", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Poll([In, Out] PollDescriptor[] descriptors, nuint count, int milliseconds);

        [DllImport("libc", EntryPoint = "read", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern nint Read(int descriptor, [Out] byte[] bytes, nuint count);
    }
}
