using System.Globalization;
using System.Text.RegularExpressions;
using NuGet.Versioning;

namespace BuildkiteCi.Matrices.Results;

/// <summary>
/// A release by its tag, in order: <c>v0.13.2.dev20260822</c> before <c>v0.13.2rc1</c> before <c>v0.13.2</c> before <c>v0.13.2.post1</c>.
/// Tags follow PEP 440 with or without a <c>v</c>, or Semantic Versioning.
/// </summary>
public sealed partial record ReleaseVersion : IComparable<ReleaseVersion>
{
    private readonly NuGetVersion order;

    private ReleaseVersion(string tag, NuGetVersion order)
    {
        Tag = tag;
        this.order = order;
    }

    /// <summary>The tag as it was given, without blanks around it.</summary>
    public string Tag { get; }

    /// <summary>Whether it is no release candidate, alpha, beta or development build.</summary>
    public bool IsFinal => !order.IsPrerelease;

    /// <summary>Makes a version of a tag, or null where it is none.</summary>
    public static ReleaseVersion? Parse(string tag)
    {
        var trimmed = tag.Trim();
        var parts = PythonVersion().Match(trimmed);
        var version = parts.Success ? Order(parts) : SemanticVersion(trimmed);
        return version is null ? null : new ReleaseVersion(trimmed, version);
    }

    /// <summary>Why a text is no version and what one looks like, for people who typed it.</summary>
    public static string WhatIsWrongWith(string tag) => $"'{tag}' is no version; tags look like v0.12.0, v0.13.2rc1 or 0.13.2.dev20260822";

    /// <inheritdoc/>
    public int CompareTo(ReleaseVersion? other) =>
        other is null ? 1 : order.CompareTo(other.order) is var byOrder and not 0 ? byOrder : string.CompareOrdinal(Tag, other.Tag);

    /// <summary>Whether two tags name the same version: <c>v0.12.0</c> and <c>0.12</c> do.</summary>
    public bool IsSameAs(ReleaseVersion other) => order.CompareTo(other.order) == 0;

    /// <summary>Whether <paramref name="left"/> comes before <paramref name="right"/>.</summary>
    public static bool operator <(ReleaseVersion left, ReleaseVersion right) => left.CompareTo(right) < 0;

    /// <summary>Whether <paramref name="left"/> comes after <paramref name="right"/>.</summary>
    public static bool operator >(ReleaseVersion left, ReleaseVersion right) => left.CompareTo(right) > 0;

    /// <summary>Whether <paramref name="left"/> does not come after <paramref name="right"/>.</summary>
    public static bool operator <=(ReleaseVersion left, ReleaseVersion right) => left.CompareTo(right) <= 0;

    /// <summary>Whether <paramref name="left"/> does not come before <paramref name="right"/>.</summary>
    public static bool operator >=(ReleaseVersion left, ReleaseVersion right) => left.CompareTo(right) >= 0;

    /// <summary>The tag.</summary>
    public override string ToString() => Tag;

    // NuGet orders by number, then labels: numeric labels before words, a version without labels last. So a development build gets the
    // label "0", a final candidate "1" behind its number (before which its own development builds get "0"), and a post-release a fourth
    // number.
    private static NuGetVersion? Order(Match parts)
    {
        var numbers = parts.Groups["number"].Value.Split('.').Select(Number).ToArray();
        if (numbers.Length > 4 || numbers.Contains(null)) return null;
        var post = parts.Groups["post"].Success ? Number(parts.Groups["postNumber"].Value) : 0;
        if (post is null || (post > 0 && numbers.Length == 4)) return null;

        var labels = new List<string>();
        var isPre = parts.Groups["pre"].Success;
        if (isPre) labels.AddRange([PreLabel(parts.Groups["pre"].Value), Digits(parts.Groups["preNumber"].Value)]);
        if (parts.Groups["dev"].Success) labels.AddRange(["0", "dev", Digits(parts.Groups["devNumber"].Value)]);
        else if (isPre) labels.Add("1");
        if (isPre && parts.Groups["post"].Success) labels.AddRange(["post", Digits(parts.Groups["postNumber"].Value)]);

        var revision = parts.Groups["post"].Success && !isPre ? post.Value + 1 : At(numbers, 3);
        return new NuGetVersion(At(numbers, 0), At(numbers, 1), At(numbers, 2), revision, labels, null);
    }

    // Without a hyphen NuGet reads texts like "1 .2" too, which PEP 440 has refused before.
    private static NuGetVersion? SemanticVersion(string tag) =>
        tag.Contains('-', StringComparison.Ordinal) && NuGetVersion.TryParse(tag.TrimStart('v', 'V'), out var version) ? version : null;

    private static string PreLabel(string word) => word.ToLowerInvariant() switch
    {
        "a" or "alpha" => "a",
        "b" or "beta" => "b",
        _ => "rc",
    };

    private static int At(int?[] numbers, int index) => index < numbers.Length ? numbers[index]!.Value : 0;

    private static int? Number(string digits) =>
        digits.Length == 0 ? 0
        : int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : null;

    private static string Digits(string digits) => digits.TrimStart('0') is { Length: > 0 } trimmed ? trimmed : "0";

    // Source: PEP 440, appendix B, without epochs.
    [GeneratedRegex(
        """
        \A v?
        (?<number> [0-9]+ (\.[0-9]+)* )
        ( [-_.]? (?<pre> alpha|beta|preview|pre|rc|a|b|c ) [-_.]? (?<preNumber>[0-9]*) )?
        ( (?<post> [-_.]? (post|rev|r) [-_.]? ) (?<postNumber>[0-9]*) )?
        ( [-_.]? (?<dev>dev) [-_.]? (?<devNumber>[0-9]*) )?
        ( \+ [a-z0-9]+ ([-_.][a-z0-9]+)* )?
        \z
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex PythonVersion();
}
