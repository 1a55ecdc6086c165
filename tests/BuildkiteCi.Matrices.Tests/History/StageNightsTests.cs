using System.Collections.Immutable;
using BuildkiteCi.Matrices.History;
using BuildkiteCi.Matrices.Results;
using static BuildkiteCi.Matrices.Tests.SampleResults;

namespace BuildkiteCi.Matrices.Tests.History;

public sealed class StageNightsTests
{
    // P: passed; F: failed; U: not run; H: too large; .: nothing published.
    [Theory]
    [InlineData("PPFPP", 5, 1, 1)]
    [InlineData("FPPPP", 5, 1, 0)]
    [InlineData("PPPPF", 5, 1, 0)]
    [InlineData("PPFFP", 5, 2, 0)]
    [InlineData("P..FP", 3, 1, 1)]
    [InlineData("PUFPP", 4, 1, 1)]
    [InlineData("PFPFP", 5, 2, 2)]
    [InlineData("HHPPH", 5, 0, 0)]
    [InlineData("UU..U", 0, 0, 0)]
    public void A_night_is_flaky_where_the_nights_with_a_result_around_it_passed(string nights, int results, int failed, int flaky)
    {
        var judged = Of(nights);

        (judged.Results, judged.Failed, judged.Flaky).ShouldBe((results, failed, flaky));
    }

    [Fact]
    public void A_stage_that_fails_since_its_last_pass_is_broken_from_the_first_failure_on()
    {
        var judged = Of("PPFP.FUF");

        judged.FailingSince!.Title.ShouldBe("2026-08-27");
        judged.LastPass!.Title.ShouldBe("2026-08-25");
        judged.FailingNights.ShouldBe(2);
        judged.NeverPassed.ShouldBeFalse();
        Of("UFF").NeverPassed.ShouldBeTrue();
        Of("FFP").FailingSince.ShouldBeNull();
        Of("FFP").PassingSince!.Title.ShouldBe("2026-08-24");
    }

    [Fact]
    public void The_last_nights_are_told_in_words_for_people_on_call()
    {
        Of("PPFPPPPPFPPPPPFP", sameCommits: true)
            .Last(Nights(16, sameCommits: true), "auto", 14)
            .Words()
            .ShouldBe("failed 3 of the last 14 nights; passed again on the same commit 3 times");
        Of("PPPFPFPPPPPPPP").Words().ShouldBe("failed 2 of the last 14 nights; failed between passes twice");
        Of("PPF").Words().ShouldBe("failed 1 of the last 3 nights; failing since 24 Aug 2026");
        Of("PP").Words().ShouldBe("passed the last 2 nights");
        Of("F").Words().ShouldBe("failed the last night");
        Of("..U").Words().ShouldBeNull();
    }

    private static StageNights Of(string letters, bool sameCommits = false) =>
        StageNights.Of("UnitTest", Nights(letters.Length, sameCommits), letters, "auto");

    private static ImmutableArray<Edition> Nights(int count, bool sameCommits) =>
        [
            .. Enumerable
                .Range(0, count)
                .Select(day =>
                    HistoryOf(
                        Build() with
                        {
                            Publication = new Publication("auto", Night.AddDays(day))
                            {
                                Commits = new Publication("auto", Night).Commits.Add("tpu-inference", sameCommits ? "one" : $"{day}"),
                            },
                        }
                    ).Nights[0]
                ),
        ];
}
