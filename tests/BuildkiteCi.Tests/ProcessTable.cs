namespace BuildkiteCi.Tests;

/// <summary>Looks at this machine's processes.</summary>
internal static class ProcessTable
{
    /// <summary>Whether a process runs. One that has ended and that nobody has reaped yet (a zombie) does not.</summary>
    public static bool Runs(string process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process.Trim()}/stat");
            return stat[(stat.LastIndexOf(')') + 1)..].TrimStart() is not ['Z' or 'X', ..];
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }
}
