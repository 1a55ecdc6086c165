namespace BuildkiteCi.Pipelines.Steps;

/// <summary>
/// A step's key: 1 to 100 letters, digits, <c>_</c>, <c>-</c> or <c>:</c>, and no UUID, unique in a build.
/// Source: Buildkite's documentation, step keys, and the error texts of its API.
/// </summary>
public sealed record StepKey
{
    private StepKey(string text) => Text = text;

    /// <summary>Longest key, in characters.</summary>
    public const int MaxLength = 100;

    /// <summary>The key.</summary>
    public string Text { get; }

    /// <summary>Makes a key of a text, or null where it is none.</summary>
    public static StepKey? Parse(string text) =>
        text.Length is > 0 and <= MaxLength && text.All(IsAllowed) && !Guid.TryParseExact(text, "D", out _) ? new StepKey(text) : null;

    /// <summary>Whether a key may hold this character.</summary>
    public static bool IsAllowed(char character) => char.IsAsciiLetterOrDigit(character) || character is '_' or '-' or ':';

    /// <summary>The key's text.</summary>
    public override string ToString() => Text;
}
