namespace TestSupport;

/// <summary>Looks at this machine's processes.</summary>
internal static class ProcessTable
{
    /// <summary>Whether a process runs. One that has ended and that nobody has reaped yet (a zombie) does not.</summary>
    public static bool Runs(string process) => Runs(int.Parse(process));

    /// <inheritdoc cref="Runs(string)"/>
    public static bool Runs(int process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            return stat[(stat.LastIndexOf(')') + 1)..].TrimStart() is not ['Z' or 'X', ..];
        }
        catch (IOException)
        {
            return false;
        }
    }
}
