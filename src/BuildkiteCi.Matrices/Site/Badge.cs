namespace BuildkiteCi.Matrices.Site;

/// <summary>A small picture that other pages show: on which TPUs a model works.</summary>
internal static class Badge
{
    private const string Label = "vLLM on TPU";

    // Colours that white text can be read on (4.5 to 1 or more).
    private static readonly (Verdict Verdict, string Word, string Colour)[] Looks =
    [
        (Verdict.Works, "works", "#1a7f37"),
        (Verdict.WorksInPart, "works in part", "#9a6700"),
        (Verdict.Fails, "fails", "#cf222e"),
        (Verdict.TooLarge, "does not fit", "#8250df"),
        (Verdict.Declared, "declared, not tested", "#0550ae"),
        (Verdict.Unknown, "untested", "#57606a"),
    ];

    /// <summary>The address of a model's badge, from the site's root.</summary>
    public static string Address(SiteSubject subject) => $"badges/{Path.GetFileNameWithoutExtension(subject.Address)}.svg";

    /// <summary>The address of a model's badge for one generation.</summary>
    public static string Address(SiteSubject subject, string generation) => $"badges/{Path.GetFileNameWithoutExtension(subject.Address)}.{Uri.EscapeDataString(generation)}.svg";

    /// <summary>What the badge says.</summary>
    public static string Text(SiteSubject subject) => $"{Label}: {Message(Words(subject, Generations(subject)))}";

    /// <summary>The badge of a model over all generations.</summary>
    public static string Write(SiteSubject subject)
    {
        var words = Words(subject, Generations(subject));
        return Svg(Label, Message(words), words.Select(word => word.Verdict).DefaultIfEmpty(Verdict.Unknown).MaxBy(Rank));
    }

    /// <summary>The badge of a model for one generation.</summary>
    public static string Write(SiteSubject subject, string generation)
    {
        var verdict = Verdicts.Of(subject.Definition, subject.Main.Newest, generation);
        return Svg($"{Label} {generation}", Look(verdict).Word, verdict);
    }

    private static string[] Generations(SiteSubject subject) => [.. (subject.Main.Newest ?? subject.Main.Last).Generations.Keys.Order(StringComparer.Ordinal)];

    private static (string Generation, Verdict Verdict)[] Words(SiteSubject subject, string[] generations) =>
        [.. generations.Select(generation => (generation, Verdicts.Of(subject.Definition, subject.Main.Newest, generation))).Where(word => word.Item2 != Verdict.Unknown)];

    private static string Message((string Generation, Verdict Verdict)[] words) =>
        words.Length == 0 ? Look(Verdict.Unknown).Word : string.Join(", ", words.GroupBy(word => word.Verdict).Select(same => $"{Look(same.Key).Word} on {string.Join(" and ", same.Select(word => word.Generation))}"));

    // A badge is coloured by the worst that it says.
    private static int Rank(Verdict verdict) => Array.IndexOf([Verdict.Unknown, Verdict.Declared, Verdict.Works, Verdict.TooLarge, Verdict.WorksInPart, Verdict.Fails], verdict);

    private static (Verdict Verdict, string Word, string Colour) Look(Verdict verdict) => Array.Find(Looks, look => look.Verdict == verdict);

    private static string Svg(string label, string message, Verdict verdict)
    {
        // The font is the reader's; textLength makes the text as wide as its box.
        var (left, right) = (Wide(label), Wide(message));
        var html = new HtmlText();
        html.Add($"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{left + right}" height="20" role="img" aria-label="{label}: {message}">
            <title>{label}: {message}</title>
            <rect width="{left}" height="20" rx="3" fill="#30363d"/><rect x="{left - 3}" width="{right + 3}" height="20" rx="3" fill="{Look(verdict).Colour}"/><rect x="{left - 3}" width="6" height="20" fill="{Look(verdict).Colour}"/>
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
