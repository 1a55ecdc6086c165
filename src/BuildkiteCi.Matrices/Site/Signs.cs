using BuildkiteCi.Core.Text;
using BuildkiteCi.Matrices.Judging;

namespace BuildkiteCi.Matrices.Site;

/// <summary>The signs of verdicts: shape, then word, then colour.</summary>
internal static class Signs
{
    // One symbol a look, by its letter.
    private const string Sprite =
        """<svg width="0" height="0" class="vh" aria-hidden="true"><symbol id="w" viewBox="0 0 16 16"><path d="M8 0a8 8 0 1 0 0 16A8 8 0 0 0 8 0Zm3.6 4.9 1.3 1.2-5.7 6-3.3-3.2 1.2-1.3 2 1.9Z" fill-rule="evenodd"/></symbol><symbol id="s" viewBox="0 0 16 16"><path d="M8 0a8 8 0 1 0 0 16A8 8 0 0 0 8 0Zm0 1.6a6.4 6.4 0 1 1 0 12.8A6.4 6.4 0 0 1 8 1.6Z" fill-rule="evenodd"/><path d="m11.3 5 1.2 1.1-5.2 5.6-3.1-3 1.1-1.2 1.9 1.8Z"/></symbol><symbol id="l" viewBox="0 0 16 16"><path d="M8 .6c.5 0 .9.3 1.2.7l6.6 12.1c.5.9-.2 2-1.2 2H1.4c-1 0-1.7-1.1-1.2-2L6.8 1.3C7.1.9 7.5.6 8 .6Zm-.9 4.9v4.6h1.8V5.5Zm0 6v1.9h1.8v-1.9Z" fill-rule="evenodd"/></symbol><symbol id="f" viewBox="0 0 16 16"><path d="M2 0h12a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H2a2 2 0 0 1-2-2V2a2 2 0 0 1 2-2Zm3.1 3.8L3.8 5.1 6.7 8l-2.9 2.9 1.3 1.3L8 9.3l2.9 2.9 1.3-1.3L9.3 8l2.9-2.9-1.3-1.3L8 6.7Z" fill-rule="evenodd"/></symbol><symbol id="h" viewBox="0 0 16 16"><path d="M0 7h1.8v7.2h12.4V7H16v9H0Z"/><path d="M3.6 0h8.8v11.8H3.6Z"/></symbol><symbol id="u" viewBox="0 0 16 16"><path d="M8 .9a7.1 7.1 0 1 1 0 14.2A7.1 7.1 0 0 1 8 .9Z" fill="none" stroke="currentColor" stroke-width="1.5" stroke-dasharray="2.4 2.06"/></symbol><symbol id="n" viewBox="0 0 16 16"><path d="M3 7.2h10v1.7H3Z"/></symbol><symbol id="m" viewBox="0 0 16 16"><path d="M7 7h2v2H7Z"/></symbol><symbol id="b" viewBox="0 0 16 16"><path d="M8 0 15 4v8l-7 4-7-4V4Zm0 1.9L2.6 5v6L8 14.1l5.4-3.1V5ZM5.7 4.5h2.7c1.4 0 2.1.7 2.1 1.7 0 .7-.4 1.2-1 1.4.8.2 1.3.8 1.3 1.6 0 1.2-.9 1.9-2.3 1.9H5.7Zm1.5 2.6h1c.5 0 .8-.3.8-.7s-.3-.7-.8-.7h-1Zm0 2.8h1.1c.6 0 1-.3 1-.8s-.4-.8-1-.8H7.2Z" fill-rule="evenodd"/></symbol></svg>""";

    /// <summary>The symbols, once a page, before any sign.</summary>
    public static HtmlText All { get; } = new HtmlText().Add($"{new HtmlText().AddMarkup(Sprite)}\n");

    /// <summary>A sign beside its word; screen readers get the word.</summary>
    public static HtmlText Beside(VerdictLook look) =>
        new HtmlText().Add($"<svg class=\"i {Class(look)}\" aria-hidden=\"true\"><use href=\"#{Letter(look)}\"/></svg>");

    /// <summary>A sign on its own, with a label for screen readers and the pointer.</summary>
    public static HtmlText Alone(SubjectVerdict? verdict)
    {
        var look = VerdictLook.Of(verdict);
        var label = verdict is null ? look.Title : verdict.ToString();
        return new HtmlText().Add(
            $"<svg class=\"i {Class(look)}\" role=\"img\" aria-label=\"{label}\"><use href=\"#{Letter(look)}\"/></svg>"
        );
    }

    /// <summary>A whole verdict: sign, word, reason.</summary>
    public static HtmlText Verdict(SubjectVerdict? verdict)
    {
        var html = new HtmlText().Add($"{Beside(VerdictLook.Of(verdict))}<b>{verdict?.Word ?? VerdictLook.NotListed.Title}</b>");
        if (verdict is { Why.Length: > 0 }) html.Add($"<small>{verdict.Why}</small>");
        return html;
    }

    /// <summary>The class of a look: its colour.</summary>
    public static string Class(VerdictLook look) => $"{look.Letter}_";

    private static string Letter(VerdictLook look) => look.Letter.ToString();
}
