namespace Build.Options;

/// <summary>Options that take two words: <c>--compare v0.26.0 v0.27.0</c>. The host knows options of one word alone.</summary>
internal static class PairedOption
{
    private const string Compare = "--compare";

    /// <summary>The command line with both words in one, <c>--compare=A,B</c>; as it is where the option is given otherwise.</summary>
    public static string[] Joined(string[] args)
    {
        var at = Array.IndexOf(args, Compare);
        return at >= 0 && at + 2 < args.Length && !args[at + 1].StartsWith('-') && !args[at + 2].StartsWith('-')
            ? [.. args[..at], $"{Compare}={args[at + 1]},{args[at + 2]}", .. args[(at + 3)..]]
            : args;
    }
}
