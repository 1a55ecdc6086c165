using BuildkiteCi.Core.Text;
using BuildkiteCi.Matrices.History;
using BuildkiteCi.Matrices.Judging;

namespace BuildkiteCi.Matrices.Site;

/// <summary>A small picture that other pages show: on which TPUs a model works.</summary>
internal static class Badge
{
    private const string Label = "vLLM TPU";

    // A badge is coloured by the worst verdict in it.
    private const string BestFirst = "mnubswhlf";

    /// <summary>The address of a model's badge, from the site's root.</summary>
    public static string Address(SiteContent content, SubjectHistory subject) =>
        $"badges/{Path.GetFileNameWithoutExtension(content.Address(subject))}.svg";

    /// <summary>The address of a model's badge for one generation.</summary>
    public static string Address(SiteContent content, SubjectHistory subject, string generation) =>
        $"badges/{Path.GetFileNameWithoutExtension(content.Address(subject))}.{Uri.EscapeDataString(generation)}.svg";

    /// <summary>The badge's text: <c>vLLM TPU: v6e too large · v7x works</c>.</summary>
    public static string Text(SiteContent content, SubjectHistory subject) => $"{Label}: {Message(content, subject)}";

    /// <summary>The badge of a model over all generations.</summary>
    public static string Write(SiteContent content, SubjectHistory subject)
    {
        var verdicts = content.History.Generations.Select(generation => Verdict(content, subject, generation)).ToArray();
        return Svg(Label, Message(content, subject), verdicts.MaxBy(Rank));
    }

    /// <summary>The badge of a model for one generation.</summary>
    public static string Write(SiteContent content, SubjectHistory subject, string generation)
    {
        var verdict = Verdict(content, subject, generation);
        return Svg($"{Label} {generation}", Word(verdict), verdict);
    }

    private static SubjectVerdict? Verdict(SiteContent content, SubjectHistory subject, string generation) =>
        content.History.Newest is { } newest ? subject.Row(newest, generation)?.Verdict : null;

    private static string Message(SiteContent content, SubjectHistory subject) =>
        string.Join(" · ", content.History.Generations.Select(generation => $"{generation} {Word(Verdict(content, subject, generation))}"));

    private static string Word(SubjectVerdict? verdict) => (verdict?.Word ?? VerdictLook.NotListed.Title).ToLowerInvariant();

    private static int Rank(SubjectVerdict? verdict) => BestFirst.IndexOf(VerdictLook.Of(verdict).Letter, StringComparison.Ordinal);

    private static string Svg(string label, string message, SubjectVerdict? verdict)
    {
        // The font is the reader's; textLength makes the text as wide as its box.
        var (left, right, colour) = (Wide(label), Wide(message), VerdictLook.Of(verdict).Colour);
        var html = new HtmlText();
        html.Add($"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{left + right}" height="20" role="img" aria-label="{label}: {message}">
            <title>{label}: {message}</title>
            <rect width="{left}" height="20" rx="3" fill="#333a42"/><rect x="{left - 3}" width="{right + 3}" height="20" rx="3" fill="{colour}"/><rect x="{left - 3}" width="6" height="20" fill="{colour}"/>
            <g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">
            <text x="8" y="14" textLength="{left - 16}">{label}</text>
            <text x="{left + 7}" y="14" textLength="{right - 14}">{message}</text>
            </g>
            </svg>

            """);
        return html.ToString();
    }

    private static int Wide(string text) => (int)Math.Round(text.Length * 6.3) + 16;
}
