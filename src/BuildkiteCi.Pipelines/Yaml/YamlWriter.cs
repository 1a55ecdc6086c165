using System.Text;

namespace BuildkiteCi.Pipelines.Yaml;

/// <summary>
/// Writes YAML to be read by people, in diffs too: block style, two spaces a level, one item a line, long texts as literal blocks, quotes
/// only where a text would be taken for something else, characters as they are. The same nodes give the same text, and
/// <see cref="YamlReader"/> reads equal nodes back. (YamlDotNet's emitter writes characters beyond U+FFFF as pairs of escapes, which
/// Buildkite refuses, and gives up literal blocks at the first blank at a line's end.)
/// </summary>
public static class YamlWriter
{
    // yaml.v3 finds the ':' of a key only within 1,024 characters; a longer key is written behind '?'.
    private const int LongestPlainKey = 1000;

    /// <summary>The document as text, with a line end at its end.</summary>
    public static string Write(YamlNode root)
    {
        var text = new StringBuilder();
        switch (root)
        {
            case YamlMapping { Entries.IsEmpty: false } mapping:
                Mapping(text, mapping, indent: 0);
                break;
            case YamlSequence { Items.IsEmpty: false } sequence:
                Sequence(text, sequence, indent: 0);
                break;
            case YamlScalar { IsText: true } scalar:
                text.Append(ScalarText.Line(scalar.Canonical)).Append('\n');
                break;
            default:
                Value(text, root, indent: 0);
                break;
        }

        return text.ToString();
    }

    private static void Mapping(StringBuilder text, YamlMapping mapping, int indent)
    {
        var first = true;
        foreach (var entry in mapping.Entries)
        {
            // The first key is where the caller is: at the line's start, or behind '- '.
            if (!first) text.Append(' ', indent);
            first = false;
            var key = ScalarText.Key(entry.Key);
            if (key.Length > LongestPlainKey)
            {
                text.Append("? ").Append(key).Append('\n').Append(' ', indent).Append(':');
                AfterIndicator(text, entry.Value, indent);
                continue;
            }

            text.Append(key).Append(':');
            AfterKey(text, entry.Value, indent);
        }
    }

    private static void Sequence(StringBuilder text, YamlSequence sequence, int indent)
    {
        var first = true;
        foreach (var item in sequence.Items)
        {
            if (!first) text.Append(' ', indent);
            first = false;
            text.Append('-');
            AfterIndicator(text, item, indent);
        }
    }

    private static void AfterKey(StringBuilder text, YamlNode value, int indent)
    {
        switch (value)
        {
            case YamlMapping { Entries.IsEmpty: false } mapping:
                text.Append('\n').Append(' ', indent + 2);
                Mapping(text, mapping, indent + 2);
                break;
            case YamlSequence { Items.IsEmpty: false } sequence:
                text.Append('\n').Append(' ', indent + 2);
                Sequence(text, sequence, indent + 2);
                break;
            default:
                text.Append(' ');
                Value(text, value, indent);
                break;
        }
    }

    // Behind '-' or ':' of a long key a collection may start in the same line.
    private static void AfterIndicator(StringBuilder text, YamlNode value, int indent)
    {
        text.Append(' ');
        switch (value)
        {
            case YamlMapping { Entries.IsEmpty: false } mapping:
                Mapping(text, mapping, indent + 2);
                break;
            case YamlSequence { Items.IsEmpty: false } sequence:
                Sequence(text, sequence, indent + 2);
                break;
            default:
                Value(text, value, indent);
                break;
        }
    }

    private static void Value(StringBuilder text, YamlNode value, int indent)
    {
        switch (value)
        {
            case YamlScalar { IsText: true } scalar when ScalarText.FitsBlock(scalar.Canonical):
                ScalarText.AppendBlock(text, scalar.Canonical, indent + 2);
                break;
            case YamlScalar { IsText: true } scalar:
                text.Append(ScalarText.Line(scalar.Canonical)).Append('\n');
                break;
            case YamlScalar scalar:
                text.Append(ScalarText.OfOther(scalar)).Append('\n');
                break;
            case YamlMapping:
                text.Append("{}\n");
                break;
            default:
                text.Append("[]\n");
                break;
        }
    }
}
