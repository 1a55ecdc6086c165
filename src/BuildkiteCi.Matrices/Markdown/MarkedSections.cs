using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace BuildkiteCi.Matrices.Markdown;

/// <summary>
/// Replaces what is between markers of a Markdown file, <c>&lt;!-- START: models --&gt;</c> and <c>&lt;!-- END: models --&gt;</c>, and
/// nothing else. Markers in code are examples and no markers.
/// </summary>
public static partial class MarkedSections
{
    /// <summary>A page that is to be updated has no marker.</summary>
    internal static Rule NoMarker { get; } =
        new(
            "M010",
            Severity.Error,
            "A page that is to be updated has no marker",
            "# Models\n",
            "# Models\n<!-- START: models -->\n<!-- END: models -->\n"
        )
        {
            Why =
                "The markers of a page were removed in a rewrite. The nightly update changed nothing, and for a month nobody saw that it "
                    + "was stale.",
        };

    /// <summary>A marker has no partner.</summary>
    internal static Rule MissingMarker { get; } = new(
        "M011", Severity.Error, "A marker has no partner", "<!-- START: models -->\n", "<!-- START: models -->\n<!-- END: models -->\n")
    {
        Why = "A marker's end was deleted by hand. An update would have replaced the rest of the page.",
    };

    /// <summary>A marker occurs twice.</summary>
    internal static Rule DoubledMarker { get; } =
        new(
            "M012",
            Severity.Error,
            "A marker occurs twice",
            "<!-- START: models -->\n<!-- END: models -->\n<!-- START: models -->\n<!-- END: models -->\n",
            "<!-- START: models -->\n<!-- END: models -->\n"
        )
        {
            Why = "A copied section held the same marker twice, and the update filled the wrong one.",
        };

    /// <summary>A marker names no matrix.</summary>
    internal static Rule UnknownMarker { get; } = new(
        "M013", Severity.Warning, "A marker names no matrix",
        "<!-- START: modles -->\n<!-- END: modles -->\n<!-- START: features -->\n<!-- END: features -->\n",
        "<!-- START: models -->\n<!-- END: models -->\n<!-- START: features -->\n<!-- END: features -->\n")
    {
        Why = "A marker was misspelt, and its section stayed as it was on the day on which it was written.",
    };

    /// <summary>A page that is to be updated is not there or is not text.</summary>
    public static Rule NoFileToUpdate { get; } = new(
        "M014", Severity.Error, "A page that is to be updated is not there or is not text", "",
        "<!-- START: models -->\n<!-- END: models -->\n")
    {
        Why = "The page was renamed. The matrices were published everywhere but there.",
    };

    /// <summary>Puts sections between their markers. The same again changes nothing.</summary>
    /// <param name="file">The file; its line ends are kept and used for the sections.</param>
    /// <param name="sections">Texts by name, LF at the end of each line; those that the file has no markers for are not used.</param>
    /// <param name="names">All names that markers can have, with those that stay as they are this time; null: those of the
    /// sections.</param>
    /// <returns>The whole new file; no value where a marker is wrong, so that nothing is written by half.</returns>
    public static Diagnosed<SourceFile> Update(
        SourceFile file,
        ImmutableSortedDictionary<string, string> sections,
        ImmutableSortedSet<string>? names = null
    )
    {
        var markers = Markers(file);
        var found = Problems(file, markers, names ?? [.. sections.Keys]).ToImmutableArray();
        if (found.Any(problem => problem.Severity == Severity.Error)) return Diagnosed.With<SourceFile>(null, found);

        var lineEnd = file.Text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        var text = new StringBuilder();
        var written = 0;
        foreach (var (start, end) in markers.Where(marker => sections.ContainsKey(marker.Name)).Chunk(2).Select(pair => (pair[0], pair[1])))
        {
            text.Append(file.Text, written, start.End - written);
            text.Append($"\n\n{sections[start.Name]}\n".ReplaceLineEndings(lineEnd));
            written = end.Start;
        }

        return Diagnosed.With(file with { Text = text.Append(file.Text, written, file.Text.Length - written).ToString() }, found);
    }

    private static IEnumerable<Diagnostic> Problems(SourceFile file, ImmutableArray<Marker> markers, ImmutableSortedSet<string> names)
    {
        if (!markers.Any(marker => names.Contains(marker.Name)))
        {
            yield return new Diagnostic(NoMarker, SourceLocation.Of(file.Path), "no marker shows where a matrix goes",
                $"add a line '<!-- START: {names[0]} -->' and a line '<!-- END: {names[0]} -->'; names are {string.Join(", ", names)}");
        }

        // Other programs have markers of the same form: only a name that is nearly one of ours is worth a word.
        foreach (
            var unknown in markers
                .Where(marker => !names.Contains(marker.Name) && Spelling.Nearest(marker.Name, names) is not null)
                .GroupBy(marker => marker.Name)
        )
            yield return new Diagnostic(
                UnknownMarker,
                unknown.First().Location,
                $"there is no matrix '{unknown.Key}', so this marker is left alone",
                Spelling.Suggest(unknown.Key, names, $"names are {string.Join(", ", names)}")
            );

        Marker? open = null;
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var marker in markers.Where(marker => names.Contains(marker.Name)))
        {
            if (marker.IsStart && !done.Add(marker.Name))
                yield return Wrong(
                    DoubledMarker,
                    marker,
                    $"'{marker.Name}' starts a second time",
                    "remove one of the two pairs of markers"
                );
            if (marker.IsStart && open is not null)
                yield return Wrong(
                    MissingMarker,
                    open,
                    $"'{open.Name}' does not end before '{marker.Name}' starts",
                    $"add '<!-- END: {open.Name} -->' before line {marker.Location.Line}"
                );
            if (!marker.IsStart && open?.Name != marker.Name)
                yield return done.Contains(marker.Name) && open is null
                    ? Wrong(DoubledMarker, marker, $"'{marker.Name}' ends a second time", "remove this marker")
                    : Wrong(
                        MissingMarker,
                        marker,
                        $"'{marker.Name}' ends here and did not start",
                        $"add '<!-- START: {marker.Name} -->' above"
                    );
            open = marker.IsStart ? marker : null;
        }

        if (open is not null)
            yield return Wrong(MissingMarker, open, $"'{open.Name}' does not end", $"add '<!-- END: {open.Name} -->' below");
    }

    private static Diagnostic Wrong(Rule rule, Marker marker, string message, string fix) => new(rule, marker.Location, message, fix);

    private static ImmutableArray<Marker> Markers(SourceFile file)
    {
        var code = Code(file.Text);
        return
        [
            .. from Match match in MarkerText().Matches(file.Text)
            where !code.Any(span => span.Start <= match.Index && match.Index <= span.End)
            select new Marker(
                match.Groups["name"].Value,
                match.Groups["kind"].Value == "START",
                match.Index,
                match.Index + match.Length,
                LocationAt(file, match.Index)
            ),
        ];
    }

    private static SourceSpan[] Code(string text)
    {
        var document = Markdig.Markdown.Parse(text, new MarkdownPipelineBuilder().UsePreciseSourceLocation().Build());
        return
        [
            .. document.Descendants<CodeBlock>().Select(block => block.Span),
            .. document.Descendants<CodeInline>().Select(inline => inline.Span),
        ];
    }

    private static SourceLocation LocationAt(SourceFile file, int index)
    {
        var before = file.Text.AsSpan(0, index);
        return new SourceLocation(file.Path, before.Count('\n') + 1, index - before.LastIndexOf('\n'));
    }

    [GeneratedRegex(
        @"<!--[ \t]*(?<kind>START|END):[ \t]*(?<name>[^\s<>]+)[ \t]*-->",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex MarkerText();

    private sealed record Marker(string Name, bool IsStart, int Start, int End, SourceLocation Location);
}
