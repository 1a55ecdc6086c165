using BuildkiteCi.Core.Text;

namespace BuildkiteCi.Core.Pages;

/// <summary>What all of our pages have in common: head, style, the choices of their filters.</summary>
public static class PageParts
{
    private static readonly Lazy<string> SharedStyle = new(() =>
    {
        using var stream = typeof(PageParts).Assembly.GetManifestResourceStream("page.css")!;
        return new StreamReader(stream).ReadToEnd();
    });

    /// <summary>
    /// CSS: colours for light and dark, fonts, headings, links, the fields of filters, the axes of charts. A page adds its own behind it.
    /// </summary>
    public static string Style => SharedStyle.Value;

    /// <summary>A page's beginning up to its title; the head is still open.</summary>
    /// <param name="title">Any text.</param>
    /// <param name="policy">From where the browser may load scripts, styles and pictures, beside what is never allowed; written in the
    /// code.</param>
    public static HtmlText Head(string title, string policy) =>
        new HtmlText()
            .AddMarkup("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
            .AddMarkup("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n")
            .AddMarkup($"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; {policy}; base-uri 'none'\">\n")
            .Add($"<title>{title}</title>");

    /// <summary>A choice of a filter, with its label.</summary>
    /// <param name="name">Its name for scripts.</param>
    /// <param name="label">What is chosen.</param>
    /// <param name="options">What it offers: value, text, whether it is the chosen one.</param>
    public static HtmlText Choice(string name, string label, IEnumerable<(string Value, string Text, bool IsChosen)> options)
    {
        var html = new HtmlText().Add($"<label>{label}<select id=\"{name}\" name=\"{name}\">");
        foreach (var (value, text, isChosen) in options)
            html.Add($"<option value=\"{value}\"").AddMarkup(isChosen ? " selected>" : ">").Add($"{text}</option>");
        return html.AddMarkup("</select></label>");
    }
}
