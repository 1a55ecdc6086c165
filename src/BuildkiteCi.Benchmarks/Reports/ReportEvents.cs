using System.Collections.Immutable;
using BuildkiteCi.Benchmarks.Changes;
using BuildkiteCi.Core.Text;

namespace BuildkiteCi.Benchmarks.Reports;

/// <summary>The events of a page: the newest whole, earlier ones short.</summary>
internal static class ReportEvents
{
    private const int Shown = 8;
    private const int MembersShown = 5;
    private const int MembersFolded = 100;
    private const int MembersOfEarlier = 2;

    // Earlier events of series that change often would be half the page.
    private const int MostBytesOfEarlier = 120_000;

    /// <summary>Writes them, and returns those that are on the page.</summary>
    public static ImmutableArray<ChangeEvent> Write(HtmlText body, HistoryReport report)
    {
        if (report.Events.IsEmpty) return [];
        body.AddMarkup(
            "<h2>Events</h2>\n<p class=\"soft\">Changes that can have come in between the same two runs, the newest first.</p>\n"
        );
        foreach (var one in report.Events.Take(Shown)) body.Add(Whole(report, one));
        var earlier = report.Events.Skip(Shown).ToArray();
        if (earlier.Length == 0) return report.Events;

        body.Add($"<details class=\"earlier\"><summary>{earlier.Length} earlier</summary>\n");
        var room = new PageRoom(MostBytesOfEarlier);
        var written = 0;
        while (written < earlier.Length && room.Fit(Short(earlier[written]), leaving: 0) is { } html)
        {
            body.AddMarkup(html);
            written++;
        }

        if (written < earlier.Length)
            body.Add($"<p class=\"soft\">{earlier.Length - written} before these are in the report as JSON (--format=json)</p>\n");
        body.AddMarkup("</details>\n");
        return report.Events[..(Shown + written)];
    }

    /// <summary>The versions of an event or change, each a link where its commits can be read.</summary>
    public static HtmlText Suspects(ImmutableArray<VersionRange> ranges)
    {
        var html = new HtmlText();
        if (ranges.IsEmpty) return html.Add($"{VersionRange.Line(ranges)}");
        foreach (var (i, range) in ranges.Index())
        {
            if (i > 0) html.AddMarkup(", ");
            var shorter = range with { From = Commits.Short(range.From), To = Commits.Short(range.To) };
            if (CompareLink.Of(shorter) is { } address) html.Add($"<a href=\"{address}\">{range.ToString()}</a>");
            else html.Add($"{range.ToString()}");
        }

        return html;
    }

    private static HtmlText Whole(HistoryReport report, ChangeEvent one)
    {
        var html = Open(one);
        if (one.IsSuspected) html.Add($"<p class=\"soft\">{EventText.Advice(one)}</p>");
        if (report.AlertsOf(one) is [{ State: AlertState.Open } open, ..])
        {
            var answer = $"--target=BenchmarkReport --acknowledge={Commits.Short(open.FirstCommit)} --reason=…";
            html.Add($"<p class=\"soft\">Open: answer with {answer}</p>");
        }

        AddMembers(html, one.Members.Take(MembersShown));
        if (one.Members.Length > MembersShown)
        {
            html.Add($"<details><summary>{one.Members.Length - MembersShown} more</summary>");
            AddMembers(html, one.Members.Skip(MembersShown).Take(MembersFolded));
            var left = one.Members.Length - MembersShown - MembersFolded;
            if (left > 0) html.Add($"<p>and {left} more, at their series below</p>");
            html.AddMarkup("</details>");
        }

        return html.AddMarkup("</section>\n");
    }

    private static HtmlText Short(ChangeEvent one)
    {
        var html = Open(one);
        AddMembers(html, one.Members.Take(MembersOfEarlier));
        if (one.Members.Length > MembersOfEarlier)
            html.Add($"<p class=\"soft\">and {one.Members.Length - MembersOfEarlier} more, at their series below</p>");
        return html.AddMarkup("</section>\n");
    }

    private static HtmlText Open(ChangeEvent one) =>
        new HtmlText().Add(
            $"<section class=\"event\" id=\"{one.Id}\"><h3{Style(one)}>{EventText.Heading(one)}</h3><p>{Suspects(one.Suspects)}</p>"
        );

    // One colour for better and worse together would be wrong for one of them.
    private static HtmlText Style(ChangeEvent one) => new HtmlText().AddMarkup(
        one switch
        {
            { IsMixed: true } => "",
            { Verdict: ChangeVerdict.Regressed } => " class=\"bad\"",
            { Verdict: ChangeVerdict.Improved } => " class=\"good\"",
            _ => " class=\"soft\"",
        }
    );

    private static void AddMembers(HtmlText html, IEnumerable<EventMember> members)
    {
        html.AddMarkup("<ul>");
        foreach (var member in members) html.Add($"<li>{EventText.Line(member)}</li>");
        html.AddMarkup("</ul>");
    }
}
