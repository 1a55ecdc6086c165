using System.Diagnostics;

namespace BuildkiteCi.Testing.Tests.Containers;

/// <summary>An image with a static busybox alone, which is all that the commands of these tests need.</summary>
internal static class BusyboxImage
{
    private static readonly string[] Applets =
    [
        "sh",
        "cat",
        "echo",
        "sleep",
        "env",
        "ls",
        "kill",
        "id",
        "head",
        "seq",
        "touch",
        "mkdir",
        "chmod",
        "tr",
    ];

    /// <summary>The first of these programs that is not on this machine; null: all are.</summary>
    public static string? Missing(params ReadOnlySpan<string> programs)
    {
        foreach (var program in programs)
            if (
                !(Environment.GetEnvironmentVariable("PATH") ?? "")
                    .Split(':')
                    .Append("/usr/sbin")
                    .Any(place => File.Exists(Path.Combine(place, program)))
            )
                return program;
        return null;
    }

    /// <summary>Packs it into a file of this folder, for an engine to import.</summary>
    public static async Task<string> PackAsync(string folder)
    {
        var root = Path.Combine(folder, "image");
        Directory.CreateDirectory(Path.Combine(root, "bin"));
        Directory.CreateDirectory(Path.Combine(root, "tmp"));
        File.Copy(
            (Environment.GetEnvironmentVariable("PATH") ?? "")
                .Split(':')
                .Select(place => Path.Combine(place, "busybox"))
                .First(File.Exists),
            Path.Combine(root, "bin/busybox")
        );
        foreach (var applet in Applets) File.CreateSymbolicLink(Path.Combine(root, "bin", applet), "busybox");
        await File.WriteAllTextAsync(Path.Combine(root, "bin/bash"), "#!/bin/sh\nexec /bin/sh \"$@\"\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(
                Path.Combine(root, "bin/bash"),
                UnixFileMode.UserRead
                    | UnixFileMode.UserExecute
                    | UnixFileMode.GroupRead
                    | UnixFileMode.GroupExecute
                    | UnixFileMode.OtherRead
                    | UnixFileMode.OtherExecute
            );
        using var pack = Process.Start(new ProcessStartInfo("tar", ["-C", root, "-cf", Path.Combine(folder, "image.tar"), "."]))!;
        await pack.WaitForExitAsync();
        return Path.Combine(folder, "image.tar");
    }
}
