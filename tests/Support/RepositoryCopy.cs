using System.Diagnostics;

namespace TestSupport;

/// <summary>A clone of this repository, as a newcomer would have it, with what is not committed yet laid over it and committed
/// there.</summary>
internal static class RepositoryCopy
{
    /// <summary>Clones <paramref name="origin"/> into <paramref name="folder"/>, which is not there yet.</summary>
    public static async Task MakeAsync(string origin, string folder)
    {
        await GitAsync(origin, "clone", "--quiet", "--no-hardlinks", origin, folder);
        var files = await GitAsync(origin, "ls-files", "--cached", "--others", "--exclude-standard", "-z");
        foreach (var path in files.Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            var (from, to) = (Path.Combine(origin, path), Path.Combine(folder, path));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            if (File.Exists(from)) File.Copy(from, to, overwrite: true);
            else File.Delete(to);
        }

        await GitAsync(folder, "add", "--all");
        await GitAsync(
            folder,
            "-c",
            "user.name=test",
            "-c",
            "user.email=test@example.com",
            "commit",
            "--quiet",
            "--allow-empty",
            "--message",
            "As it is"
        );
    }

    /// <summary>Runs git in a folder and gives what it printed.</summary>
    public static async Task<string> GitAsync(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true };
        // The same content has the same commit, and what is compiled of it the same bytes.
        foreach (var date in (string[])["GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"]) start.Environment[date] = "2026-01-01T00:00:00Z";
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"git {string.Join(' ', arguments)} in {folder} failed");
    }
}
