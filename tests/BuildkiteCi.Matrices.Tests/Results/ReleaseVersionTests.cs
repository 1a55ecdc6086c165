using BuildkiteCi.Matrices.Results;
using CsCheck;

namespace BuildkiteCi.Matrices.Tests.Results;

public sealed class ReleaseVersionTests
{
    // Oldest first; tags on one line are the same version.
    private static readonly string[][] Ordered =
    [
        ["v0.1", "0.1.0", "v0.1.0.0"],
        ["v0.9.0.dev1"],
        ["v0.9.0"],
        ["v0.9.1", "0.9.1"],
        ["v0.10.0.dev20260101"],
        ["v0.10.0a1.dev3"],
        ["v0.10.0a1", "v0.10.0-alpha.1", "0.10.0.alpha1"],
        ["v0.10.0a2"],
        ["v0.10.0a10"],
        ["v0.10.0b1", "v0.10.0beta1", "v0.10.0-beta.1"],
        ["v0.10.0rc1.dev20260110"],
        ["v0.10.0rc1", "0.10.0RC1", "v0.10.0-rc1", "v0.10.0c1", "v0.10.0pre1", "v0.10.0_rc_01"],
        ["v0.10.0rc1.post1"],
        ["v0.10.0rc2"],
        ["v0.10.0rc10"],
        ["v0.10.0", "0.10", "v0.10.0+tpu"],
        ["v0.10.0.post1.dev2"],
        ["v0.10.0.post1", "v0.10.0r1"],
        ["v0.10.0.post2"],
        ["v0.10.1rc"],
        ["v0.10.1"],
        ["v0.12.0"],
        ["0.13.2.dev20260821"],
        ["0.13.2.dev20260822"],
        ["v0.13.2rc1"],
        ["v0.13.2"],
        ["v1.0.0-alpha.beta"],
        ["v1.0.0"],
        ["v2026.8.22"],
    ];

    [Fact]
    public void Tags_are_ordered_as_releases_are()
    {
        var shuffled = Ordered
            .SelectMany(same => same)
            .Order(StringComparer.Ordinal)
            .Select(tag => ReleaseVersion.Parse(tag).ShouldNotBeNull(tag));

        var groups = new List<List<string>>();
        ReleaseVersion? last = null;
        foreach (var version in shuffled.Order())
        {
            if (last is null || !last.IsSameAs(version)) groups.Add([]);
            groups[^1].Add(version.Tag);
            last = version;
        }

        groups.Select(OnOneLine).ShouldBe(Ordered.Select(OnOneLine));
        Ordered.Sum(same => same.Length).ShouldBeGreaterThan(40);
    }

    [Theory]
    [InlineData("v0.12.0", true)]
    [InlineData("v0.12.0.post1", true)]
    [InlineData("v0.13.2rc1", false)]
    [InlineData("0.13.2.dev20260822", false)]
    [InlineData("v1.0.0-alpha.beta", false)]
    public void A_release_candidate_is_not_final(string tag, bool isFinal) => ReleaseVersion.Parse(tag)!.IsFinal.ShouldBe(isFinal);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("v")]
    [InlineData("main")]
    [InlineData("latest")]
    [InlineData("v1.x")]
    [InlineData("1.2.3foo")]
    [InlineData("1..2")]
    [InlineData("1.2.")]
    [InlineData("v1.2.3.4.5")]
    [InlineData("nightly-2026-08-22")]
    [InlineData("99999999999.0")]
    [InlineData("v0.12.0; rm -rf /")]
    [InlineData("-1.0")]
    public void What_is_no_version_is_none(string tag) => ReleaseVersion.Parse(tag).ShouldBeNull();

    [Fact]
    public void Any_text_is_a_version_or_none_and_the_order_is_total()
    {
        var numbers = Gen.Int[0, 2].Array[1, 3].Select(all => string.Join('.', all));
        var suffix = Gen.OneOf(
            Gen.Const(""),
            Gen.String[Gen.Char["012.abcdeprsto-+_"], 1, 5],
            Gen.Int[0, 2].Select(number => $"rc{number}"),
            Gen.Int[0, 2].Select(number => $".dev{number}")
        );
        var version = Gen.Select(
            numbers,
            suffix,
            suffix,
            (number, first, second) => ReleaseVersion.Parse(number + first + second) ?? ReleaseVersion.Parse(number)
        );

        Gen.Select(version, version, version).Sample(
            (a, b, c) =>
            {
                a!.CompareTo(b).ShouldBe(-b!.CompareTo(a));
                if (a < b && b < c!) (a < c!).ShouldBeTrue();
            },
            iter: 300);
    }

    private static string OnOneLine(IEnumerable<string> tags) => string.Join(' ', tags.Order(StringComparer.Ordinal));
}
