using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace BuildkiteCi.Core.Problems;

/// <summary>
/// Comments that accept a problem where it is: <c># validate: ignore P044 our own plugin reads it</c>, on the problem's line or on lines of
/// their own directly above it. One that accepts nothing is a problem itself.
/// </summary>
public static partial class InlineSilencing
{
    /// <summary>A comment accepts a problem that is not there.</summary>
    internal static Rule Unused { get; } = new(
        "V001", Severity.Warning, "A comment accepts a problem that is not there",
        "steps:\n  - command: make test # validate: ignore P044 the plugin reads it\n",
        "steps:\n  - command: make test\n")
    {
        Why = "Such a comment outlives its reason: the next problem of that kind on the line would pass unseen.",
    };

    /// <summary>A comment accepts a problem without a reason.</summary>
    internal static Rule WithoutReason { get; } = new(
        "V002", Severity.Warning, "A comment accepts a problem and gives no reason",
        "steps:\n  - command: make test\n    colour: red # validate: ignore P044\n",
        "steps:\n  - command: make test\n    colour: red # validate: ignore P044 our own plugin reads it\n")
    {
        Why = "Nobody dares to remove what nobody can explain.",
    };

    /// <summary>The comment that accepts problems of a code.</summary>
    public static string Comment(string code) => $"# validate: ignore {code} <reason>";

    /// <summary>Leaves out what comments accept, and reports comments that accept nothing or give no reason.</summary>
    /// <param name="found">Everything found.</param>
    /// <param name="files">The files that were looked at.</param>
    /// <returns>What is left, by place.</returns>
    public static ImmutableArray<Diagnostic> Apply(ImmutableArray<Diagnostic> found, IEnumerable<SourceFile> files)
    {
        var comments = files
            .DistinctBy(file => file.Path)
            .SelectMany(In)
            .ToLookup(comment => (comment.Location.Path, comment.Line, comment.Code));
        if (comments.Count == 0) return found;
        var used = new HashSet<(string, int, string)>();
        var left = found.Where(diagnostic =>
        {
            var key = (diagnostic.Location.Path, diagnostic.Location.Line, diagnostic.Rule.Code);
            if (!comments.Contains(key)) return true;
            used.Add(key);
            return false;
        }).ToList();
        foreach (var comment in comments.SelectMany(one => one))
        {
            if (!used.Contains((comment.Location.Path, comment.Line, comment.Code)))
                left.Add(
                    new Diagnostic(
                        Unused,
                        comment.Location,
                        $"the comment accepts {comment.Code}, and there is no such problem in line {comment.Line}",
                        "remove it"
                    )
                );
            else if (comment.Reason.Length == 0)
                left.Add(
                    new Diagnostic(
                        WithoutReason,
                        comment.Location,
                        $"the comment accepts {comment.Code} and does not say why",
                        "write the reason behind the code"
                    )
                );
        }

        return [.. left.OrderBy(diagnostic => diagnostic.Location).ThenBy(diagnostic => diagnostic.Rule.Code, StringComparer.Ordinal)];
    }

    private static IEnumerable<Accepting> In(SourceFile file)
    {
        if (!file.Text.Contains("validate:", StringComparison.Ordinal)) yield break;
        var lines = file.Text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (Pattern.Match(lines[i]) is not { Success: true } match) continue;
            var line = i;
            // A comment of its own line is about the next line that is none.
            if (lines[i].AsSpan(0, match.Index).Trim().IsEmpty)
            {
                line++;
                while (
                    line < lines.Length - 1 && (string.IsNullOrWhiteSpace(lines[line]) || lines[line].AsSpan().TrimStart().StartsWith("#"))
                )
                    line++;
            }

            foreach (Capture code in match.Groups["code"].Captures)
                yield return new Accepting(
                    new SourceLocation(file.Path, i + 1, match.Index + 1),
                    line + 1,
                    code.Value,
                    match.Groups["reason"].Value.Trim()
                );
        }
    }

    [GeneratedRegex(
        @"#\s*validate:\s*ignore\s+(?<code>[A-Z]\d{3})(?:\s*,\s*(?<code>[A-Z]\d{3}))*\b[ \t]*:?(?<reason>[^\r\n]*)",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex Pattern { get; }

    private sealed record Accepting(SourceLocation Location, int Line, string Code, string Reason);
}
