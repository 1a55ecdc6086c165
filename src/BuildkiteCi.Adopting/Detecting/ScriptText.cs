using System.Collections.Immutable;
using System.Text.RegularExpressions;
using BuildkiteCi.Adopting.Texts;
using BuildkiteCi.Core;
using BuildkiteCi.Pipelines.Interpolation;

namespace BuildkiteCi.Adopting.Detecting;

/// <summary>The texts of a repository's scripts and pipelines, and the places of what is found in them.</summary>
/// <param name="Files">Scripts and pipelines below <c>.buildkite</c> with their texts, in ordinal order.</param>
public sealed partial record ScriptText(ImmutableArray<SourceFile> Files)
{
    private static readonly ImmutableArray<string> Ends = [".sh", ".py", ".yml", ".yaml", ".md"];

    /// <summary>Reads everything that may tell how builds are made.</summary>
    public static ScriptText Read(IFileTree files) =>
        new([
            .. from path in files.List(".buildkite")
            where
                Ends.Any(end => path.EndsWith(end, StringComparison.Ordinal))
                && !path.EndsWith("/ci.yml", StringComparison.Ordinal)
                && !path.EndsWith("/compare.yml", StringComparison.Ordinal)
            let text = files.Read(path)
            where OwnText.Of(text) is OwnText.State.Foreign
            select new SourceFile(path, text!),
        ]);

    /// <summary>The first place, in scripts before all others, where a text is; null where it is nowhere.</summary>
    /// <param name="text">The text.</param>
    /// <param name="beside">What must be on the same line; null: anything.</param>
    /// <param name="script">The script that is looked through first; null: none.</param>
    public SourceLocation? Find(string text, string? beside = null, string? script = null) =>
        (
            from file in Files.OrderBy(file =>
                file.Path == script ? 0
                : file.Path.EndsWith(".sh", StringComparison.Ordinal) ? 1
                : 2
            )
            from line in file.Text.Split('\n').Select((line, at) => (Text: line, Number: at + 1))
            where
                line.Text.Contains(text, StringComparison.Ordinal)
                && (beside is null || line.Text.Contains(beside, StringComparison.Ordinal))
            select (SourceLocation?)new SourceLocation(file.Path, line.Number, 0)
        ).FirstOrDefault();

    /// <summary>Every match of an expression, with its place.</summary>
    public IEnumerable<(Match Match, SourceLocation Location)> Matches(Regex expression, string end = ".sh") =>
        from file in Files
        where file.Path.EndsWith(end, StringComparison.Ordinal)
        from Match match in expression.Matches(file.Text)
        select (match, new SourceLocation(file.Path, file.Text.AsSpan(0, match.Index).Count('\n') + 1, 0));

    /// <summary>Slugs of pipelines of Buildkite that are compared with, linked to or triggered.</summary>
    public ImmutableArray<(string Slug, SourceLocation Location)> Slugs() =>
    [
        .. new[] { Compared(), Linked(), Triggered() }
            .SelectMany(expression => Ends.SelectMany(end => Matches(expression, end)))
            .Select(found => (Slug: found.Match.Groups["slug"].Value, found.Location))
            .DistinctBy(found => found.Slug),
    ];

    /// <summary>Labels of pull requests that scripts ask for.</summary>
    public ImmutableArray<(string Label, SourceLocation Location)> Labels() =>
        [.. Matches(Label()).Select(found => (found.Match.Groups["label"].Value, found.Location)).DistinctBy(found => found.Value)];

    /// <summary>Variables that are 1 where changed files fit an expression: the beginnings of their paths.</summary>
    public ImmutableArray<(string Variable, ImmutableArray<string> Beginnings, SourceLocation Location)> ChangeFlags() =>
        [
            .. Matches(Flag())
                .Select(found =>
                    (
                        found.Match.Groups["variable"].Value,
                        found
                            .Match.Groups["paths"]
                            .Value.Split('|')
                            .Select(path => path.Replace("\\.", ".", StringComparison.Ordinal))
                            .ToImmutableArray(),
                        found.Location
                    )
                ),
        ];

    [GeneratedRegex(
        """BUILDKITE_PIPELINE_SLUG\}?"?\s*={1,2}\s*"(?<slug>[\w-]+)"|BUILDKITE_PIPELINE_SLUG\s*={1,2}\s*"(?<slug>[\w-]+)"|\$BUILDKITE_PIPELINE_SLUG"?\s*={1,2}\s*"(?<slug>[\w-]+)"|pipeline\.slug\s*==\s*"(?<slug>[\w-]+)"""
            + "\"",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        10_000
    )]
    private static partial Regex Compared();

    [GeneratedRegex(
        @"buildkite\.com/[\w-]+/(?<slug>[a-z][\w-]*[\w])|/pipelines/(?<slug>[a-z][\w-]*\w)/builds",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        10_000
    )]
    private static partial Regex Linked();

    [GeneratedRegex(
        """(?m)^\s*trigger:\s*"?(?<slug>[a-z][\w-]*\w)"?\s*$""",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        10_000
    )]
    private static partial Regex Triggered();

    [GeneratedRegex(
        """(?i)labels?\S*\s*(==|!=|=~)\s*\*?"(?<label>[^"*]+)"\*?""",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        10_000
    )]
    private static partial Regex Label();

    [GeneratedRegex(
        """grep -qE '\^\((?<paths>[^)]*)\)'\s*;\s*then\s*\n\s*export (?<variable>\w+)=1""",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        10_000
    )]
    private static partial Regex Flag();
}
