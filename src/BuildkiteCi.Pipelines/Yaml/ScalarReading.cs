using System.Collections.Immutable;
using YamlDotNet.Core.Events;

namespace BuildkiteCi.Pipelines.Yaml;

/// <summary>Reads the scalars of one file.</summary>
/// <param name="path">The file.</param>
/// <param name="source">Its text.</param>
/// <param name="found">Takes what is wrong.</param>
internal sealed class ScalarReading(string path, SourceText source, ImmutableArray<Diagnostic>.Builder found)
{
    /// <summary>The node of a scalar event. One whose tag is wrong is a text.</summary>
    public YamlScalar Read(Scalar scalar)
    {
        var location = new SourceLocation(path, (int)scalar.Start.Line, (int)scalar.Start.Column);
        var text = source.Restore(scalar.Value);
        var style = StyleOf(scalar.Style);
        if (style is not (ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted) && source.HasSeparator(scalar.Value))
            Report(
                YamlRules.NotText,
                location,
                "a Unicode line separator (U+2028 or U+2029) is outside of quotes",
                "put the text in double quotes"
            );
        if (style == ScalarStyle.DoubleQuoted && HalfCharacter(scalar) is { } half)
            Report(
                YamlRules.NotText,
                location,
                $"escape '{half}' names half a character",
                "write the character itself, or one '\\U' with eight digits"
            );
        var tag = scalar.Tag.IsEmpty ? null : scalar.Tag.Value;
        if (ScalarMeaning.Of(text, style == ScalarStyle.Plain, tag) is { } meaning)
            return new YamlScalar(location, text, style, meaning, BodyColumn(scalar, style, text));
        Report(
            YamlRules.WrongTag,
            location,
            $"'{text}' does not fit its tag '{tag!.Replace("tag:yaml.org,2002:", "!!", StringComparison.Ordinal)}'",
            "remove the tag"
        );
        return YamlScalar.Of(text, location);
    }

    // JSON writes characters beyond U+FFFF as two escapes; yaml.v3 refuses each of the two.
    private string? HalfCharacter(Scalar scalar)
    {
        if (!scalar.Value.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF')) return null;
        var written = source.Original.AsSpan((int)scalar.Start.Index, (int)(scalar.End.Index - scalar.Start.Index));
        for (var i = 0; i + 5 < written.Length; i++)
        {
            if (written[i] != '\\') continue;
            if (
                written[i + 1] == 'u'
                && written[i + 2] is 'd' or 'D'
                && written[i + 3] is '8' or '9' or >= 'a' and <= 'f' or >= 'A' and <= 'F'
            )
                return written.Slice(i, 6).ToString();
            i++;
        }

        return null;
    }

    // The column of the first character of the text, where the text is in the file as it is: on one line, or in a literal block.
    private int BodyColumn(Scalar scalar, ScalarStyle style, string text)
    {
        var start = (int)scalar.Start.Index;
        if (style == ScalarStyle.Literal) return LiteralColumn(start, text);
        var written = (int)(scalar.End.Index - scalar.Start.Index);
        if (style == ScalarStyle.Plain) return written == text.Length ? (int)scalar.Start.Column : 0;
        return written == text.Length + 2 ? (int)scalar.Start.Column + 1 : 0;
    }

    private int LiteralColumn(int start, string text)
    {
        var line = source.Original.AsSpan(start);
        var blanks = text.AsSpan().TrimStart('\n');
        if (blanks.IsEmpty) return 0;
        line = line[(line.IndexOf('\n') + 1)..];
        for (var skipped = text.Length - blanks.Length; skipped > 0; skipped--) line = line[(line.IndexOf('\n') + 1)..];
        return line.IndexOfAnyExcept(' ') - blanks.IndexOfAnyExcept(' ') + 1;
    }

    private void Report(Rule rule, SourceLocation location, string message, string fix) =>
        found.Add(new Diagnostic(rule, location, message, fix));

    private static ScalarStyle StyleOf(YamlDotNet.Core.ScalarStyle style) => style switch
    {
        YamlDotNet.Core.ScalarStyle.SingleQuoted => ScalarStyle.SingleQuoted,
        YamlDotNet.Core.ScalarStyle.DoubleQuoted => ScalarStyle.DoubleQuoted,
        YamlDotNet.Core.ScalarStyle.Literal => ScalarStyle.Literal,
        YamlDotNet.Core.ScalarStyle.Folded => ScalarStyle.Folded,
        _ => ScalarStyle.Plain,
    };
}
