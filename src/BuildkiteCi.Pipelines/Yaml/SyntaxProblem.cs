using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace BuildkiteCi.Pipelines.Yaml;

/// <summary>Puts into a user's words what YamlDotNet's parser reports in a parser's.</summary>
internal static class SyntaxProblem
{
    // What the parser's message holds, what to say, what to do; the first that fits.
    private static readonly (string Holds, string Message, string Fix)[] Known =
    [
        ("cannot start any token", "a value cannot start with '{0}' here", "put the value in quotes"),
        ("tab", "a tab indents this line", "indent with spaces"),
        ("found invalid mapping", "': ' is within an unquoted value", "put the whole value in quotes"),
        (
            "Mapping values are not allowed",
            "this line has a second ':'",
            "put the value in quotes, or start the mapping in a line of its own"
        ),
        ("Mapping keys are not allowed", "'?' starts a key here", "put the value in quotes"),
        ("Block sequence entries are not allowed", "a list starts with '-' behind a key", "start the list in a line of its own"),
        ("unexpected end of stream", "a quote that opens here is never closed", "close it"),
        ("unknown escape character", "an escape in double quotes is unknown", "double the backslash, or use single quotes"),
        (
            "could not find expected ':'",
            "this line is no 'key: value'",
            "add the ':', or indent the line so that it belongs to the value above"
        ),
        (
            "did not find expected key",
            "this line does not fit the mapping it is in",
            "check its indentation, its ':', and that the value above is quoted as a whole"
        ),
        ("did not find expected '-'", "this line does not fit the list it is in", "check its indentation"),
        ("did not find expected ',' or ']'", "a list in [ ] is not closed", "add ',' or ']'"),
        ("did not find expected ',' or '}'", "a mapping in { } is not closed", "add ',' or '}'"),
        ("did not find expected node content", "a value is missing here", "write it, or '\"\"' for an empty text"),
        ("wrong indentation", "a quoted text goes on in a line that is not indented", "indent the line"),
        ("invalid Unicode", "an escape names no character", "write the character itself"),
        ("hexadecimal", "an escape has too few hexadecimal digits", "complete it, or double the backslash"),
        ("expected comment or line break", "something follows '|' or '>'", "start the text in the next line"),
        ("multiline", "a key may not go over several lines", "write it in one line, or put the value in quotes"),
    ];

    /// <summary>The diagnostic of a parser's own exception.</summary>
    public static Diagnostic Describe(string path, YamlException problem, SourceText source)
    {
        var at = LocationOf(problem, source);
        var location = new SourceLocation(path, (int)at.Line, (int)at.Column);
        foreach (var (holds, message, fix) in Known)
        {
            if (!problem.Message.Contains(holds, StringComparison.OrdinalIgnoreCase)) continue;
            var index = (int)at.Index;
            var character = index < source.Original.Length ? source.Original[index] : ' ';
            return new Diagnostic(YamlRules.NotYaml, location, message.Replace("{0}", character.ToString(), StringComparison.Ordinal), fix);
        }

        var text = problem.Message.TrimEnd('.');
        return new Diagnostic(YamlRules.NotYaml, location, $"not YAML: {char.ToLowerInvariant(text[0])}{text[1..]}", "mend the line");
    }

    // The parser's exceptions span from where a construct starts to where it breaks. The break is where to look, except where
    // the end is only the end of the file.
    private static YamlDotNet.Core.Mark LocationOf(YamlException problem, SourceText source)
    {
        if (
            problem.Message.Contains("end of stream", StringComparison.Ordinal)
            || problem.Message.Contains("start any token", StringComparison.Ordinal)
        )
            return problem.Start;
        if (!problem.Message.Contains("invalid tab", StringComparison.Ordinal)) return problem.End;
        // Of a tab the parser tells only the mapping it found none of: look for it behind that.
        for (
            var line = (int)problem.Start.Index;
            line >= 0 && line < source.Original.Length;
            line = source.Original.IndexOf('\n', line) + 1
        )
        {
            var rest = source.Original.AsSpan(line);
            var indent = rest[..Math.Max(0, rest.IndexOfAnyExcept(' ', '\t'))];
            if (indent.Contains('\t'))
                return new YamlDotNet.Core.Mark(line, source.LocationAt("", line).Line, indent.IndexOf('\t') + 1);
            if (!rest.Contains('\n')) break;
        }

        return problem.End;
    }

    /// <summary>The diagnostic of an exception that the parser did not mean to throw.</summary>
    public static Diagnostic Describe(string path, Exception problem, ParsingEvent? last, SourceText source)
    {
        var location = last is null ? new SourceLocation(path, 1, 1) : new SourceLocation(path, (int)last.End.Line, (int)last.End.Column);
        return problem is InvalidOperationException
            ? new Diagnostic(
                YamlRules.NotYaml,
                location,
                "a list in [ ] or a mapping in { } goes on in a line that is not indented further",
                "close it, or indent its lines"
            )
            : new Diagnostic(
                YamlRules.NotYaml,
                location,
                "a tag cannot be understood",
                source.Original.StartsWith('%') ? "remove the line '%TAG'" : "remove the tag"
            );
    }
}
