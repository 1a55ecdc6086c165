namespace BuildkiteCi.Core;

/// <summary>Names of environment variables that a pipeline can use.</summary>
public static class VariableName
{
    /// <summary>Whether a text can be a variable's name: a letter, then letters, digits and <c>_</c>, all ASCII (Buildkite's interpolation;
    /// POSIX).</summary>
    public static bool IsOne(string text) =>
        text.Length > 0 && char.IsAsciiLetter(text[0]) && text.All(character => char.IsAsciiLetterOrDigit(character) || character == '_');
}
