using System.Text.RegularExpressions;

namespace BuildkiteCi.Core.Text;

/// <summary>Labels of steps as a terminal shows them.</summary>
public static partial class LabelText
{
    /// <summary>
    /// The label without Buildkite's emoji names, which only its pages draw: <c>:rocket: Deploy</c> is <c>Deploy</c>. One of nothing else
    /// stays as it is.
    /// </summary>
    public static string WithoutEmoji(string label)
    {
        if (!label.Contains(':', StringComparison.Ordinal)) return label;
        var text = Emoji().Replace(label, "").Trim();
        return text.Length == 0 ? label : text;
    }

    // A name begins with a letter and no word touches its colons: "FP8:W8A8: x" and "12:30:00" hold none.
    [GeneratedRegex(@"(?<![\w:]):[a-z][a-z0-9_+-]*:(?![\w:])[ ]?", RegexOptions.None, 1000)]
    private static partial Regex Emoji();
}
