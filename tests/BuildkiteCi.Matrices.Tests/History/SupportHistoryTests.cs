using BuildkiteCi.Catalogue;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Matrices.History;
using BuildkiteCi.Matrices.Results;
using static BuildkiteCi.Matrices.Tests.SampleResults;

namespace BuildkiteCi.Matrices.Tests.History;

public sealed class SupportHistoryTests
{
    [Fact]
    public void A_final_release_follows_a_final_one_and_a_candidate_whatever_came_before()
    {
        var history = HistoryOf(
            Release("v0.13.0rc2", 3),
            Release("v0.12.0", 1),
            Release("v0.13.0rc1", 2),
            Release("v0.11.0", 0),
            Release("v0.13.0", 4),
            NightAfter(5),
            NightAfter(6)
        );

        history.Releases.Select(release => release.Title).ShouldBe(["v0.11.0", "v0.12.0", "v0.13.0rc1", "v0.13.0rc2", "v0.13.0"]);
        Before("v0.13.0").ShouldBe("v0.12.0");
        Before("v0.13.0rc2").ShouldBe("v0.13.0rc1");
        Before("2026-08-28").ShouldBe("2026-08-27");
        Before("v0.11.0").ShouldBeNull();

        string? Before(string title) => history.Before(history.Find(title)!)?.Title;
    }

    [Fact]
    public void A_day_and_a_tag_count_once_as_they_were_published_last()
    {
        var morning = Build(Generation("v6e", Model("a/b", "text-only", Status.Passing, Status.Passing)));
        var evening = Build(Generation("v6e", Model("a/b", "text-only", Status.Passing, Status.Failing))) with
        {
            Publication = new Publication("auto", Night.AddHours(9)),
        };
        var vllm = morning with { Publication = new Publication("vllm", Night.AddHours(1)) };

        var history = HistoryOf(evening, vllm, morning);

        history.Nights.ShouldHaveSingleItem().Publications.Keys.ShouldBe(["auto", "vllm"]);
        history.Implementations.ShouldBe(["auto", "vllm"]);
        var model = history.Subjects.ShouldHaveSingleItem();
        model.At(history.Nights[0], "auto", "v6e")!.Verdict.ToString().ShouldBe("Fails: accuracy test");
        model.At(history.Nights[0], "vllm", "v6e")!.Verdict.ToString().ShouldBe("Works: no speed test");
        model.Details(history.Nights[0], "auto", "v6e")!.Stage("Accuracy/Correctness").Status.ShouldBe(Status.Failing);
    }

    [Fact]
    public void Since_is_the_oldest_release_of_the_unbroken_row_and_both_kinds_of_Works_are_one()
    {
        var history = HistoryOf(
            Release("v0.10.0", 0, Status.Passing, Status.Passing, Status.Passing),
            Release("v0.11.0", 1, Status.Passing, Status.Failing, Status.Untested),
            Release("v0.12.0", 2, Status.Passing, Status.Passing, Status.Untested),
            Release("v0.13.0", 3, Status.Passing, Status.Passing, Status.Passing),
            NightAfter(4, Status.Passing, Status.Passing, Status.Passing),
            NightAfter(5, Status.Passing, Status.Failing, Status.Passing));
        var model = history.Subjects[0];

        model.Since(history.NewestRelease!, "auto", "v6e")!.Title.ShouldBe("v0.12.0");
        model.Since(history.Nights[0], "auto", "v6e")!.Title.ShouldBe("v0.12.0");
        model.Since(history.Nights[1], "auto", "v6e").ShouldBeNull();
        model.Since(history.Find("v0.11.0")!, "auto", "v6e")!.Title.ShouldBe("v0.11.0");
    }

    [Fact]
    public void A_rows_verdict_is_autos_and_where_auto_has_none_that_of_another_implementation()
    {
        var history = HistoryOf(
            Build(Generation("v6e", Model("a/auto", "text-only", Status.Passing, Status.Passing))),
            Build(
                Generation(
                    "v6e",
                    Model("a/auto", "text-only", Status.Failing, Status.Failing),
                    Model("a/other", "text-only", Status.Passing, Status.Passing)
                )
            ) with
            {
                Publication = new Publication("vllm", Night),
            }
        );

        history.Subject(SubjectKind.Model, SubjectName.Parse("a/auto")!)!.Main(history.Nights[0]).ShouldBe("auto");
        history.Subject(SubjectKind.Model, SubjectName.Parse("a/other")!)!.Main(history.Nights[0]).ShouldBe("vllm");
    }

    private static BuildResults Release(string tag, int day, params ReadOnlySpan<Status> statuses) =>
        Build(Generation("v6e", Model("a/b", "text-only", statuses))) with
        {
            Publication = new Publication("auto", Night.AddDays(day)) { Release = tag },
        };

    private static BuildResults NightAfter(int day, params ReadOnlySpan<Status> statuses) =>
        Build(Generation("v6e", Model("a/b", "text-only", statuses))) with { Publication = new Publication("auto", Night.AddDays(day)) };
}
