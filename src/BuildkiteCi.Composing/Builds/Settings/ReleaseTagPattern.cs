using System.Text.RegularExpressions;

namespace BuildkiteCi.Composing.Builds.Settings;

/// <summary>Which tags are releases: <c>v0.12.0</c>, <c>v0.13.2rc1</c>.</summary>
public sealed record ReleaseTagPattern
{
    // A pattern comes from a file and a tag from anybody who may push one: neither may hold up a build.
    private static readonly TimeSpan LongestMatch = TimeSpan.FromSeconds(1);

    private readonly Regex expression;

    private ReleaseTagPattern(string text, Regex expression)
    {
        Text = text;
        this.expression = expression;
    }

    /// <summary>The regular expression.</summary>
    public string Text { get; }

    /// <summary>Understands a regular expression, or null where it is none.</summary>
    public static ReleaseTagPattern? Parse(string text)
    {
        try
        {
            return new ReleaseTagPattern(text, new Regex(text, RegexOptions.CultureInvariant, LongestMatch));
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Whether a tag is a release's. One that takes the expression longer than a second is not.</summary>
    public bool Fits(string tag)
    {
        try
        {
            return !tag.Contains('\n', StringComparison.Ordinal) && expression.IsMatch(tag);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    /// <summary>Equal where the text is.</summary>
    public bool Equals(ReleaseTagPattern? other) => other is not null && Text == other.Text;

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);
}
