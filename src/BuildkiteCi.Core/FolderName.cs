namespace BuildkiteCi.Core;

/// <summary>
/// The one check of every name that becomes a folder, or a part of a file's name: of generations, implementations, groups, in <c>ci.yml</c>
/// and in results files.
/// </summary>
public static class FolderName
{
    /// <summary>Longest name, in characters.</summary>
    public const int MaxLength = 100;

    /// <summary>What such a name looks like, in words that follow "write".</summary>
    public const string Form = "letters, digits, '_', '-' and '.', and no '.' at either end: it is a folder's name";

    /// <summary>Whether a text is such a name.</summary>
    public static bool IsOne(string text) =>
        text.Length is > 0 and <= MaxLength && text[0] != '.' && text[^1] != '.' && !text.Contains("..", StringComparison.Ordinal)
        && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-' or '.');
}
