using System.Text;

namespace Cake.Buildkite;

/// <summary>What Buildkite is known to refuse, said before a process is started.</summary>
internal static class Limits
{
    /// <summary>Of an annotation's body, in bytes of UTF-8; the agent checks it too.</summary>
    public const int AnnotationBytes = 1_048_576;

    /// <summary>Of a meta-data value, in bytes of UTF-8. The documentation has 100 kB; the larger reading leaves the last word to
    /// Buildkite.</summary>
    public const int MetaDataBytes = 100 * 1024;

    /// <summary>Of an annotation's context.</summary>
    public const int ContextCharacters = 100;

    /// <summary>Jobs of one upload, by default; an organisation may have been granted more.</summary>
    public const int JobsPerUpload = 500;

    /// <exception cref="BuildkiteAgentException"><paramref name="holds"/> is false.</exception>
    public static void Require(bool holds, string what, string problem, string advice)
    {
        if (!holds)
            throw new BuildkiteAgentException(what, BuildkiteAgentFault.Limit, null, $"not called: {problem}", advice);
    }

    /// <exception cref="BuildkiteAgentException">The text is longer than that.</exception>
    public static void RequireBytes(string text, int most, string what, string subject, string advice)
    {
        var bytes = Encoding.UTF8.GetByteCount(text);
        Require(bytes <= most, what, $"{subject} has {bytes} bytes, {most} are allowed", advice);
    }

    /// <exception cref="BuildkiteAgentException">The text is empty or white space.</exception>
    public static string RequireText(string text, string what, string subject)
    {
        ArgumentNullException.ThrowIfNull(text);
        Require(!string.IsNullOrWhiteSpace(text), what, $"{subject} is blank", $"give a {subject} with something in it");
        return text;
    }
}
