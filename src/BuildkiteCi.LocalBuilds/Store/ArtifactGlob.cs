using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace BuildkiteCi.LocalBuilds.Store;

/// <summary>
/// A pattern of files to upload, as the agent reads it: <c>*</c> within a part of a path, <c>**</c> across parts, <c>?</c>, <c>{a,b}</c>,
/// <c>[abc]</c>, <c>[^abc]</c> (no ranges), <c>~</c> at the front, <c>\</c> before a character that is meant as it is. Names that start
/// with a dot match, letter case counts, and a pattern matches whole paths. Source: facts about artifacts.
/// </summary>
public sealed class ArtifactGlob
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Regex regex;
    private readonly string start;

    private ArtifactGlob(Regex regex, string start)
    {
        this.regex = regex;
        this.start = start;
    }

    /// <summary>The pattern of a text; null where a bracket or brace is not closed.</summary>
    /// <param name="text">The pattern.</param>
    /// <param name="home">The folder that <c>~</c> means.</param>
    public static ArtifactGlob? Parse(string text, string home)
    {
        if (text == "~" || text.StartsWith("~/", StringComparison.Ordinal)) text = Escape(home.TrimEnd('/')) + text[1..];
        var at = 0;
        if (Translate(text, ref at, inBraces: false) is not { } expression || at < text.Length) return null;
        var plain = text.Split('/').TakeWhile(part => part.AsSpan().IndexOfAny("*?[{\\") < 0).ToArray();
        var head = plain.Length == text.Split('/').Length ? text : string.Join('/', plain);
        return new ArtifactGlob(
            new Regex($"^{expression}$", RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.NonBacktracking, Patience),
            text.StartsWith('/') && head.Length == 0 ? "/" : head
        );
    }

    /// <summary>Whether a path fits.</summary>
    public bool Fits(string path) => regex.IsMatch(path);

    /// <summary>The files that fit, as they are found from a folder: relative paths, or full ones for a full pattern. Linked folders are
    /// not entered.</summary>
    /// <param name="folder">Where it is looked from.</param>
    /// <param name="followsLinks">Whether linked folders are entered all the same, each once on a path.</param>
    public IEnumerable<string> Files(string folder, bool followsLinks = false)
    {
        var from = Path.Combine(folder, start);
        if (File.Exists(from)) return Fits(start) ? [start] : [];
        if (!Directory.Exists(from)) return [];
        return Below(new DirectoryInfo(from), start.Length == 0 || start.EndsWith('/') ? start : $"{start}/", followsLinks, [])
            .Where(Fits)
            .Order(StringComparer.Ordinal);
    }

    // A folder that links to one above it would be walked for ever.
    private static IEnumerable<string> Below(DirectoryInfo folder, string head, bool followsLinks, ImmutableHashSet<string> above)
    {
        above = above.Add(RealPath(folder));
        foreach (var entry in folder.EnumerateFileSystemInfos())
        {
            if (entry is not DirectoryInfo inner) yield return head + entry.Name;
            else if (inner.LinkTarget is null || (followsLinks && !above.Contains(RealPath(inner))))
                foreach (var file in Below(inner, $"{head}{inner.Name}/", followsLinks, above)) yield return file;
        }
    }

    private static string RealPath(DirectoryInfo folder) => folder.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? folder.FullName;

    private static string Escape(string text) =>
        string.Concat(text.Select(character => "*?[]{}\\,".Contains(character) ? $"\\{character}" : character.ToString()));

    // Reads up to the end, or up to the ',' or '}' that ends an alternative.
    private static string? Translate(string text, ref int at, bool inBraces)
    {
        var expression = new StringBuilder();
        while (at < text.Length)
        {
            var character = text[at];
            if (inBraces && character is ',' or '}') return expression.ToString();
            at++;
            switch (character)
            {
                case '*' when at < text.Length && text[at] == '*':
                    at++;
                    var opensPart = at == 2 || text[at - 3] == '/';
                    if (opensPart && at < text.Length && text[at] == '/')
                    {
                        at++;
                        expression.Append("(?:.*/)?");
                    }
                    else
                    {
                        expression.Append(".*");
                    }

                    break;
                case '*':
                    expression.Append("[^/]*");
                    break;
                case '?':
                    expression.Append("[^/]");
                    break;
                case '\\' when at < text.Length:
                    expression.Append(Regex.Escape(text[at++].ToString()));
                    break;
                case '[':
                    if (Class(text, ref at) is not { } characters) return null;
                    expression.Append(characters);
                    break;
                case '{':
                    if (Alternatives(text, ref at) is not { } alternatives) return null;
                    expression.Append(alternatives);
                    break;
                default:
                    expression.Append(Regex.Escape(character.ToString()));
                    break;
            }
        }

        return inBraces ? null : expression.ToString();
    }

    private static string? Class(string text, ref int at)
    {
        var end = text.IndexOf(']', at);
        if (end < 0) return null;
        var body = text[at..end];
        at = end + 1;
        var negated = body.StartsWith('^');
        if (negated) body = body[1..];
        if (body.Length == 0) return null;
        var characters = string.Concat(body.Select(character => $"\\u{(int)character:x4}"));
        return negated ? $"[^/{characters}]" : $"[{characters}]";
    }

    private static string? Alternatives(string text, ref int at)
    {
        var alternatives = new List<string>();
        while (true)
        {
            if (Translate(text, ref at, inBraces: true) is not { } one) return null;
            alternatives.Add(one);
            if (text[at++] == '}') return $"(?:{string.Join('|', alternatives)})";
        }
    }
}
