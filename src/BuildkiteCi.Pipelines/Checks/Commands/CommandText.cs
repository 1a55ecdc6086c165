using System.Text;
using System.Text.RegularExpressions;
using BuildkiteCi.Pipelines.Interpolation;
using BuildkiteCi.Pipelines.Shell;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Checks.Commands;

/// <summary>Turns what is in a file into the text that a shell reads, and keeps where each character came from.</summary>
internal static partial class CommandText
{
    /// <summary>
    /// A step's command as the job's shell gets it: <c>$$</c> and <c>\$</c> have become a dollar sign. Expressions that the agent replaces
    /// before stay as they are written; what they become is not known here. Null where the text cannot be interpolated (P030).
    /// </summary>
    public static CommandScript? OfStep(YamlScalar command)
    {
        var source = command.Canonical;
        if (TextTemplate.Parse(source).Template is not { } template) return null;
        var text = new StringBuilder(source.Length);
        var places = new List<int>(source.Length + 1);
        foreach (var part in template.Parts)
        {
            for (var at = part.Start; at < part.End; at++)
            {
                if (part is LiteralPart && at + 1 < part.End && source[at + 1] == '$' && source[at] is '$' or '\\') at++;
                text.Append(source[at]);
                places.Add(at);
            }
        }

        places.Add(source.Length);
        return new CommandScript(
            ShellScript.Parse(text.ToString()),
            offset => command.LocationAt(places[Math.Min(offset, places.Count - 1)]),
            ""
        )
        {
            StopsAtFailure = true,
            OfUpload = [.. template.Expressions().Select(part => command.LocationAt(part.Start))],
        };
    }

    /// <summary>A script's file.</summary>
    public static CommandScript OfFile(string path, string text, string? folder)
    {
        var unix = text.Replace("\r\n", "\n", StringComparison.Ordinal);
        return new CommandScript(ShellScript.Parse(unix), offset => Location(path, unix, offset), folder)
        {
            Path = path,
            StopsAtFailure = SetsErrexit.IsMatch(unix),
        };
    }

    /// <summary>The script that a word holds: what follows <c>bash -c</c>. Expansions of the shell around it stay as they are
    /// written.</summary>
    public static CommandScript OfWord(CommandScript around, Word word, string? folder)
    {
        var text = new StringBuilder();
        var places = new List<int>();
        Append(around.Shell.Text, word.Parts, text, places);
        places.Add(word.End);
        return new CommandScript(
            ShellScript.Parse(text.ToString()),
            offset => around.LocationAt(places[Math.Min(offset, places.Count - 1)]),
            folder
        );
    }

    private static void Append(string source, IEnumerable<WordPart> parts, StringBuilder text, List<int> places)
    {
        foreach (var part in parts)
        {
            if (part is QuotedText quoted)
            {
                Append(source, quoted.Parts, text, places);
                continue;
            }

            var (value, start) = part is LiteralText literal
                ? (literal.Value, literal.Start + Lead(source, literal))
                : (source[part.Start..part.End], part.Start);
            for (var i = 0; i < value.Length; i++)
            {
                text.Append(value[i]);
                places.Add(Math.Min(start + i, part.End));
            }
        }
    }

    private static int Lead(string source, LiteralText literal) => source[literal.Start] switch
    {
        '\'' => 1,
        '\\' when literal.Value.Length == 1 => 1,
        '$' when literal.IsQuoted && literal.End > literal.Start + 1 && source[literal.Start + 1] == '\'' => 2,
        _ => 0,
    };

    /// <summary>Whether bash, or a shell whose grammar is a part of bash's, runs a file: by its first line, where that names a
    /// program.</summary>
    public static bool IsOfBash(string text) =>
        !text.StartsWith("#!", StringComparison.Ordinal)
        || text.Split('\n', 2)[0] is var line
            && (
                line.Contains("/sh", StringComparison.Ordinal)
                || line.Contains("bash", StringComparison.Ordinal)
                || line.Contains(" sh", StringComparison.Ordinal)
            );

    /// <summary>Whether a script switches on that a failing command ends it.</summary>
    public static bool StopsAtFailure(string text) => SetsErrexit.IsMatch(text);

    [GeneratedRegex(@"(?:\bset|^#!.*)[ \t]+-\w*e|\berrexit\b", RegexOptions.Multiline, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex SetsErrexit { get; }

    private static SourceLocation Location(string path, string text, int offset)
    {
        var before = text.AsSpan(0, Math.Min(offset, text.Length));
        return new SourceLocation(path, before.Count('\n') + 1, before.Length - before.LastIndexOf('\n'));
    }
}
