using System.Collections.Immutable;

namespace BuildkiteCi.Matrices.Judging;

/// <summary>How a verdict looks to its readers: one table for the site, Markdown, badges, notes and JSON.</summary>
/// <param name="Letter">Its sign on the site, its class in the style sheet and its code in data: <c>w</c>.</param>
/// <param name="Code">Its word in JSON: <c>too-large</c>.</param>
/// <param name="Emoji">Its sign in Markdown.</param>
/// <param name="Title">What a legend calls it.</param>
/// <param name="Meaning">What a legend explains, as sentences.</param>
/// <param name="Colour">Its colour in a badge, on which white text can be read (4.5 to 1 or more).</param>
public sealed record VerdictLook(char Letter, string Code, string Emoji, string Title, string Meaning, string Colour)
{
    /// <summary>Works, with its speed tested.</summary>
    public static VerdictLook Works { get; } = new('w', "works", "✅", "Works", "Answers are right and the speed target is met.", "#08744e");

    /// <summary>Works, with no test or no target of its speed.</summary>
    public static VerdictLook SpeedUntested { get; } =
        new(
            's',
            "works-speed-untested",
            "☑️",
            "Works, speed untested",
            "Answers are right. Nobody has measured speed, or set a target for it.",
            "#08744e"
        );

    /// <summary>Not published.</summary>
    public static VerdictLook NotListed { get; } = new('m', "not-listed", "–", "Not listed", "Not part of that publication.", "#656d77");

    private static readonly VerdictLook Limited = new(
        'l',
        "limited",
        "⚠️",
        "Limited",
        "Something that matters fails, is too large or is unchecked. The reason is beside it.",
        "#935400"
    );

    private static readonly VerdictLook Fails = new(
        'f',
        "fails",
        "❌",
        "Fails",
        "A test of its answers fails, or it does not start.",
        "#bd271b"
    );

    private static readonly VerdictLook TooLarge = new(
        'h',
        "too-large",
        "📦",
        "Too large",
        "It needs more memory (HBM) than the machine has.",
        "#6540a4"
    );

    private static readonly VerdictLook Untested = new('u', "untested", "❓", "Untested", "Nobody has run it. It may work.", "#656d77");

    private static readonly VerdictLook NotApplicable = new(
        'n',
        "not-applicable",
        "⚪",
        "Not applicable",
        "There is nothing to test there.",
        "#656d77"
    );

    private static readonly VerdictLook Declared = new(
        'b',
        "declared",
        "📋",
        "Declared",
        "Beta, Experimental, Planned, Unplanned or a default feature: declared by its owner, not tested here.",
        "#0a52b8"
    );

    /// <summary>All that a verdict can look like, as legends list them.</summary>
    public static ImmutableArray<VerdictLook> All { get; } =
    [Works, SpeedUntested, Limited, Fails, TooLarge, Untested, NotApplicable, Declared];

    /// <summary>The look of a verdict; of null, that nothing was published.</summary>
    public static VerdictLook Of(SubjectVerdict? verdict) => verdict?.Kind switch
    {
        null => NotListed,
        VerdictKind.Works => verdict.IsRing ? SpeedUntested : Works,
        VerdictKind.Limited => Limited,
        VerdictKind.Fails => Fails,
        VerdictKind.TooLarge => TooLarge,
        VerdictKind.NotApplicable => NotApplicable,
        VerdictKind.Declared => Declared,
        _ => Untested,
    };
}
