using BuildkiteCi.Core.Text;

namespace BuildkiteCi.Benchmarks.Reports;

/// <summary>What every page has around its content: head, colours for light and dark, layout for large and small screens.</summary>
internal static class PageChrome
{
    // Nothing is fetched: the policy makes the browser refuse it.
    private const string Policy =
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

    private const string Style = """
        :root {
          color-scheme: light dark;
          --ground: #fdfdfc; --panel: #ffffff; --ink: #1c2330; --soft: #5a6475; --line: #dcdfe4; --mark: #1f6feb;
          --bad: #b3261e; --good: #1a7f37; --target: #9a6700;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --ground: #12151b; --panel: #1a1f27; --ink: #e6e9ef; --soft: #9aa4b5; --line: #323a47; --mark: #6cb0ff;
            --bad: #ff8a80; --good: #6fdd8b; --target: #e3b341;
          }
        }
        * { box-sizing: border-box; }
        body { margin: 0 auto; padding: 1rem; max-width: 84rem; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
        h1 { font-size: 1.4rem; margin: 0 0 .25rem; } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; } h3 { font-size: .95rem; margin: 0; overflow-wrap: anywhere; }
        p { margin: .25rem 0; } .soft { color: var(--soft); font-size: .85rem; } a { color: var(--mark); }
        .bad { color: var(--bad); } .good { color: var(--good); }
        .filters { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: end; margin: 1rem 0; padding: .75rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--panel); }
        .filters label { display: grid; gap: .15rem; font-size: .8rem; color: var(--soft); } .filters label.tick { display: flex; gap: .4rem; align-items: center; padding-bottom: .4rem; }
        input[type=search], select { font: inherit; font-size: .9rem; color: inherit; background: var(--ground); border: 1px solid var(--line); border-radius: .35rem; padding: .3rem .5rem; max-width: 100%; min-width: 9rem; }
        .charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 25rem), 1fr)); gap: 1rem; }
        .chart { border: 1px solid var(--line); border-radius: .5rem; background: var(--panel); padding: .75rem; min-width: 0; content-visibility: auto; contain-intrinsic-size: auto 20rem; }
        .event { border: 1px solid var(--line); border-radius: .5rem; background: var(--panel); padding: .6rem .75rem; margin: .5rem 0; overflow-wrap: anywhere; }
        .event ul { margin: .3rem 0 0; padding-left: 1.1rem; font-size: .85rem; } summary { cursor: pointer; font-size: .85rem; color: var(--soft); }
        .chart ul { margin: .4rem 0 0; padding-left: 1.1rem; font-size: .8rem; overflow-wrap: anywhere; }
        svg { display: block; width: 100%; height: auto; margin-top: .4rem; font: 11px system-ui, sans-serif; }
        svg text { fill: var(--soft); } svg .grid { stroke: var(--line); } svg .band { fill: var(--mark); opacity: .15; } svg .value { fill: none; stroke: var(--mark); opacity: .45; }
        svg .dot { fill: var(--mark); } svg .level { stroke: var(--ink); stroke-width: 1.5; opacity: .7; } svg .target { stroke: var(--target); stroke-dasharray: 6 4; }
        svg .release { stroke: var(--soft); stroke-dasharray: 2 3; } svg .regressed { stroke: var(--bad); fill: var(--bad); } svg .suspected { stroke-dasharray: 1 3; } svg .improved { stroke: var(--good); fill: var(--good); } svg .moved { stroke: var(--soft); fill: var(--soft); }
        svg text { paint-order: stroke; stroke: var(--panel); stroke-width: 3px; stroke-dasharray: none; } svg text.target { fill: var(--target); stroke: var(--panel); stroke-dasharray: none; } svg text.release { stroke: var(--panel); stroke-dasharray: none; }
        svg .before { fill: none; stroke: var(--soft); stroke-dasharray: 3 2; } svg .cursor { stroke: var(--ink); opacity: .6; } svg .range { fill: var(--mark); opacity: .2; } .chart svg { touch-action: pan-y; cursor: crosshair; } .tip { min-height: 1.3em; overflow-wrap: anywhere; }
        button { font: inherit; font-size: .8rem; color: inherit; background: var(--ground); border: 1px solid var(--line); border-radius: .35rem; padding: .15rem .5rem; cursor: pointer; }
        .filters { position: sticky; top: 0; z-index: 1; }
        .table { overflow-x: auto; border: 1px solid var(--line); border-radius: .5rem; background: var(--panel); }
        table { border-collapse: collapse; width: 100%; font-size: .85rem; } th, td { text-align: left; padding: .35rem .6rem; border-bottom: 1px solid var(--line); }
        td.short { white-space: nowrap; } th { color: var(--soft); font-weight: 600; white-space: nowrap; } td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; } tr:last-child td { border-bottom: 0; }
        [hidden] { display: none !important; }
        @media (max-width: 40rem) {
          .filters { position: static; } .filters label { flex: 1 1 100%; } input[type=search], select { width: 100%; }
          table, tbody { display: block; } thead { display: none; } tr { display: grid; grid-template-columns: 1fr 1fr; gap: .1rem .75rem; padding: .6rem; border-bottom: 1px solid var(--line); }
          td, td.number { border: 0; padding: 0; text-align: left; white-space: normal; overflow-wrap: anywhere; } td:first-child { grid-column: 1 / -1; font-weight: 600; }
          td[data-label]::before { content: attr(data-label) ": "; color: var(--soft); font-weight: 400; }
        }
        """;

    private static readonly string Head = $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="{Policy}">

        """;

    /// <summary>A whole page.</summary>
    /// <param name="title">Any text.</param>
    /// <param name="body">What the page holds.</param>
    /// <param name="script">The page's own, or empty.</param>
    public static string Page(string title, HtmlText body, string script) =>
        new HtmlText()
            .AddMarkup(Head)
            .Add($"<title>{title}</title>\n")
            .AddMarkup($"<style>\n{Style}\n</style>\n</head>\n<body>\n")
            .Add(body)
            .AddMarkup($"\n<script>\n{script}\n</script>\n</body>\n</html>\n")
            .ToString();
}
