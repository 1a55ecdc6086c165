using BuildkiteCi.Core.Pages;
using BuildkiteCi.Core.Text;

namespace BuildkiteCi.Benchmarks.Reports;

/// <summary>What the report has around its content, beside what all pages have: its layout for large and small screens.</summary>
internal static class PageChrome
{
    // Nothing is fetched: the policy makes the browser refuse it.
    private const string Policy = "style-src 'unsafe-inline'; script-src 'unsafe-inline'; form-action 'none'";

    private const string Style = """
        body { margin: 0 auto; padding: 1rem; max-width: 84rem; }
        h1 { font-size: 1.7rem; margin: 0 0 .25rem; } h3 { font-size: .95rem; margin: 0; overflow-wrap: anywhere; }
        p { margin: .25rem 0; max-width: 90ch; } .soft { font-size: .85rem; }
        .bad { color: var(--bad); } .good { color: var(--ok); }
        .filters { position: sticky; top: 0; z-index: 1; padding: .75rem; border: 1px solid var(--line); border-radius: var(--r); background: var(--raised); }
        .filters label.tick { display: flex; gap: .4rem; align-items: center; padding-bottom: .4rem; }
        .charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 25rem), 1fr)); gap: 1rem; }
        .chart { border: 1px solid var(--line); border-radius: .5rem; background: var(--raised); padding: .75rem; min-width: 0; content-visibility: auto; contain-intrinsic-size: auto 20rem; }
        .event { border: 1px solid var(--line); border-radius: .5rem; background: var(--raised); padding: .6rem .75rem; margin: .5rem 0; overflow-wrap: anywhere; }
        .event ul { margin: .3rem 0 0; padding-left: 1.1rem; font-size: .85rem; } summary { cursor: pointer; font-size: .85rem; color: var(--soft); }
        .chart ul { margin: .4rem 0 0; padding-left: 1.1rem; font-size: .8rem; overflow-wrap: anywhere; }
        .chart svg { margin-top: .4rem; font-size: 11px; touch-action: pan-y; cursor: crosshair; }
        svg .band { fill: var(--link); opacity: .15; } svg .value { fill: none; stroke: var(--link); opacity: .45; }
        svg .dot { fill: var(--link); } svg .level { stroke: var(--ink); stroke-width: 1.5; opacity: .7; } svg .target { stroke: var(--lim); }
        svg .release { stroke: var(--soft); stroke-dasharray: 2 3; } svg .regressed { stroke: var(--bad); fill: var(--bad); } svg .suspected { stroke-dasharray: 1 3; } svg .improved { stroke: var(--ok); fill: var(--ok); } svg .moved { stroke: var(--soft); fill: var(--soft); }
        svg text { paint-order: stroke; stroke: var(--raised); stroke-width: 3px; stroke-dasharray: none; } svg text.target { fill: var(--lim); stroke: var(--raised); stroke-dasharray: none; } svg text.release { stroke: var(--raised); stroke-dasharray: none; }
        svg .before { fill: none; stroke: var(--soft); stroke-dasharray: 3 2; } svg .cursor { stroke: var(--ink); opacity: .6; } svg .range { fill: var(--link); opacity: .2; } .tip { min-height: 1.3em; overflow-wrap: anywhere; }
        button { font: inherit; font-size: .8rem; color: inherit; background: var(--bg); border: 1px solid var(--line); border-radius: .35rem; padding: .15rem .5rem; cursor: pointer; }
        .table { overflow-x: auto; border: 1px solid var(--line); border-radius: .5rem; background: var(--raised); }
        table { border-collapse: collapse; width: 100%; font-size: .85rem; } th, td { text-align: left; padding: .35rem .6rem; border-bottom: 1px solid var(--line); }
        th { color: var(--soft); font-weight: 600; white-space: nowrap; } tbody th { color: var(--ink); white-space: normal; overflow-wrap: anywhere; padding-top: .9rem; } tbody th .soft { font-weight: 400; } tbody:last-child tr:last-child td { border-bottom: 0; }
        @media (min-width: 40.01rem) { .results td:nth-child(n+2):nth-child(-n+4), .results thead th:nth-child(n+2):nth-child(-n+4) { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; } .event { scroll-margin-top: 8rem; } }
        @media (max-width: 40rem) {
          .filters { position: static; } .filters label { flex: 1 1 100%; } .filters input[type=search], .filters select { width: 100%; }
          table, tbody { display: block; } thead { display: none; } tr { display: grid; grid-template-columns: 1fr 1fr; gap: .1rem .75rem; padding: .6rem; border-bottom: 1px solid var(--line); }
          tbody th { grid-column: 1 / -1; border: 0; padding: .4rem 0 0; } td { border: 0; padding: 0; overflow-wrap: anywhere; } td:first-child { grid-column: 1 / -1; font-weight: 600; }
          td::before { color: var(--soft); font-weight: 400; } .results td:nth-child(2)::before { content: "Latest: "; } .results td:nth-child(3)::before { content: "Target: "; }
          .results td:nth-child(4)::before { content: "Since release: "; } .results td:nth-child(5)::before { content: "State: "; } .results td:nth-child(6)::before { content: "Target met: "; }
        }
        """;

    /// <summary>A whole page.</summary>
    /// <param name="title">Any text.</param>
    /// <param name="body">What the page holds.</param>
    /// <param name="script">The page's own, or empty.</param>
    public static string Page(string title, HtmlText body, string script) =>
        PageParts
            .Head(title, Policy)
            .AddMarkup("\n<meta name=\"referrer\" content=\"no-referrer\">")
            .AddMarkup($"\n<style>\n{PageParts.Style}{Style}\n</style>\n</head>\n<body>\n")
            .Add(body)
            .AddMarkup($"\n<script>\n{script}\n</script>\n</body>\n</html>\n")
            .ToString();
}
