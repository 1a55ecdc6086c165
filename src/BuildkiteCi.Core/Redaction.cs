using System.Collections.Immutable;
using System.Text;

namespace BuildkiteCi.Core;

/// <summary>
/// Masks secrets in text as Buildkite's agent does: each value as it is, and as Go's <c>%q</c> writes it; and that quoted once more,
/// as a shell's command line has it. Output comes by the line, so of a
/// secret of several lines each line is masked that is long enough to be unlike other text.
/// </summary>
public sealed class Redaction
{
    /// <summary>What is shown in place of a secret.</summary>
    public const string Mask = "[REDACTED]";

    private readonly ImmutableArray<string> forms;

    private Redaction(ImmutableArray<string> forms) => this.forms = forms;

    /// <summary>Nothing is masked.</summary>
    public static Redaction None { get; } = new([]);

    /// <summary>Masks these values, of whatever length; empty ones are passed over.</summary>
    public static Redaction Of(IEnumerable<string> secrets) => None.With(secrets);

    /// <summary>Masks more values.</summary>
    public Redaction With(IEnumerable<string> secrets) =>
        new([.. forms.Concat(secrets.SelectMany(Forms)).Distinct(StringComparer.Ordinal).OrderByDescending(form => form.Length)]);

    /// <summary>The text without secrets; a secret may be part of another one, so the longest goes first.</summary>
    public string Apply(string text) => forms.Aggregate(text, (masked, form) => masked.Replace(form, Mask, StringComparison.Ordinal));

    /// <summary>Whether the text holds a secret.</summary>
    public bool Finds(string text) => forms.Any(form => text.Contains(form, StringComparison.Ordinal));

    /// <summary>A text as Go's <c>%q</c> writes it, without the quotes around it.</summary>
    public static string Escaped(string secret)
    {
        var text = new StringBuilder(secret.Length);
        foreach (var rune in secret.EnumerateRunes())
        {
            text.Append(rune.Value switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\a' => "\\a",
                '\b' => "\\b",
                '\f' => "\\f",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\v' => "\\v",
                < ' ' or 0x7f => $"\\x{rune.Value:x2}",
                _ => rune.ToString(),
            });
        }

        return text.ToString();
    }

    private static IEnumerable<string> Forms(string secret)
    {
        if (secret.Length == 0) yield break;
        yield return secret;
        yield return Escaped(secret);
        yield return Escaped(Escaped(secret));
        var lines = secret.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (lines.Length == 1 && lines[0].Length > 0 && lines[0].Length != secret.Length) yield return lines[0];
        foreach (var line in lines.Where(line => lines.Length > 1 && line.Length >= SecretNames.ShortestValue)) yield return line;
    }
}
