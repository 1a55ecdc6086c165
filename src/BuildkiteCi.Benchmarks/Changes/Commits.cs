namespace BuildkiteCi.Benchmarks.Changes;

/// <summary>Writes commits for people.</summary>
internal static class Commits
{
    private const int FullLength = 40;
    private const int ShortLength = 12;

    /// <summary>A full hash by its first twelve digits; any other name, a release's among them, as it is.</summary>
    public static string Short(string commit) => IsHash(commit) ? commit[..ShortLength] : commit;

    /// <summary><c>b8692ff01a2b..0123456789ab</c>; one commit alone where both are the same.</summary>
    public static string Range(string from, string to) => from == to ? Short(to) : $"{Short(from)}..{Short(to)}";

    /// <summary>Whether this is a full hash.</summary>
    public static bool IsHash(string commit) => commit.Length == FullLength && commit.All(char.IsAsciiHexDigitLower);
}
