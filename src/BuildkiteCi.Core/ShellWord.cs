namespace BuildkiteCi.Core;

/// <summary>Quotes a word for a POSIX shell.</summary>
public static class ShellWord
{
    /// <summary>
    /// The word itself where every character is plain to a shell, else in single quotes (an inner single quote as <c>'\''</c>), so that
    /// the shell reads back exactly <paramref name="word"/>. Source: POSIX.1-2017, Shell Command Language 2.2.2.
    /// </summary>
    public static string Quote(string word) =>
        word.Length > 0 && word.All(IsPlain) ? word : "'" + word.Replace("'", "'\\''", StringComparison.Ordinal) + "'";

    private static bool IsPlain(char character) => char.IsAsciiLetterOrDigit(character) || "_-./:=@%+,".Contains(character);
}
