using System.Collections.Immutable;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Matrices.Json;
using BuildkiteCi.Matrices.Releases;
using BuildkiteCi.Matrices.Results;
using BuildkiteCi.Pipelines.Builds;
using static BuildkiteCi.Matrices.Tests.SampleResults;

namespace BuildkiteCi.Matrices.Tests.Releases;

public sealed class ComparisonTests
{
    private static readonly BuildResults Older = Release("v0.11.0", 1,
        Model("deepseek-ai/DeepSeek-R1", "text-only", Status.Passing, Status.Failing));

    private static readonly BuildResults Old = Release("v0.12.0", 2,
        Benchmarked(Model("Qwen/Qwen3-4B", "text-only", Status.Passing, Status.Passing, Status.Passing), 11.2, 800),
        Model("google/gemma-3-27b-it", "multimodal", Status.Passing, Status.Failing),
        Model("meta-llama/Llama-3.1-8B-Instruct", "text-only", Status.Passing, Status.Passing),
        Model("deepseek-ai/DeepSeek-R1", "text-only", Status.Failing, Status.Failing),
        Feature("Prefix Caching", "feature support matrix", Status.Passing));

    private static readonly BuildResults New = Release("v0.13.0", 4,
        Benchmarked(Model("Qwen/Qwen3-4B", "text-only", Status.Passing, Status.Passing, Status.Passing), 10.1, 700),
        Model("google/gemma-3-27b-it", "multimodal", Status.Failing, Status.Passing),
        Model("meta-llama/Llama-3.1-8B-Instruct", "text-only", Status.Passing),
        Model("deepseek-ai/DeepSeek-R1", "text-only", Status.Failing, Status.Failing),
        Feature("KV Cache Offload", "feature support matrix", Status.Passing, Status.Failing));

    [Fact]
    public void Release_notes_say_what_changed_since_the_release_before() =>
        Golden.Matches(ReleaseNotes.Write(Compare(New, Older, Old)), "Releases/release-notes.golden.md");

    [Fact]
    public void Other_programs_get_the_same_as_JSON() =>
        Golden.Matches(ComparisonFile.Write(Compare(New, Older, Old)), "Releases/comparison.golden.json");

    [Fact]
    public void An_annotation_is_red_where_something_fails_that_did_not()
    {
        ReleaseNotes.Annotation(Compare(New, Old)).Style.ShouldBe(AnnotationStyle.Error);
        ReleaseNotes.Annotation(Compare(Old, Older)).Style.ShouldBe(AnnotationStyle.Error);
        ReleaseNotes.Annotation(Compare(Old)).Style.ShouldBe(AnnotationStyle.Info);
    }

    [Fact]
    public void A_huge_comparison_still_fits_into_an_annotation()
    {
        var many = Enumerable.Range(0, 3000).Select(number => $"org/model-{number}").ToArray();
        var before = Release("v1", 1, [.. many.Select(name => Model(name, "text-only", Status.Passing))]);
        var after = Release("v2", 2, [.. many.Select(name => Model(name, "text-only", Status.Failing))]);

        var body = ReleaseNotes.Annotation(Compare(after, before)).Body;

        body.Length.ShouldBeLessThan(101_000);
        body.ShouldEndWith("the release notes among the build's artifacts have all of it.\n");
    }

    [Fact]
    public void The_first_publication_has_nothing_to_compare_with() =>
        ReleaseNotes.Write(Compare(Old)).ShouldBe("# Support matrices of v0.12.0\n\nThere is no earlier publication to compare with.\n");

    [Fact]
    public void The_same_results_again_are_no_change()
    {
        var again = Old with { Publication = Old.Publication with { Release = "v0.12.1", Date = Old.Publication.Date.AddDays(1) } };

        ReleaseNotes.Write(Compare(again, Old)).ShouldContain("Compared with v0.12.0, implementation auto. Nothing changed.\n\n## Still failing (3)");
    }

    [Fact]
    public void A_generation_that_only_one_of_the_two_tested_is_not_compared()
    {
        var before = Build(Generation("v6e", Model("Qwen/Qwen3-4B", "text-only", Status.Passing)), Generation("v7x", Model("only/v7x", "text-only", Status.Passing)));
        var after = Build(Generation("v6e", Model("Qwen/Qwen3-4B", "text-only", Status.Passing)));

        Comparison.Of(after, [before]).IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void A_final_release_follows_a_final_one_and_a_candidate_whatever_came_before()
    {
        BuildResults[] all = [Release("v0.13.0rc2", 3), Release("v0.12.0", 1), Release("v0.13.0rc1", 2), Release("v0.11.0", 0), Release("v0.13.0", 4), NightAfter(5), NightAfter(6)];
        var history = PublicationHistory.Of(all).ShouldHaveSingleItem();

        Titles(history.Before(all[4].Publication)).ShouldBe(["v0.12.0", "v0.11.0"]);
        Titles(history.Before(all[0].Publication)).ShouldBe(["v0.13.0rc1", "v0.12.0", "v0.11.0"]);
        Titles(history.Before(all[6].Publication)).ShouldBe(["2026-08-27"]);
        Titles(history.Before(all[3].Publication)).ShouldBeEmpty();
        history.Newest!.Publication.Title.ShouldBe("2026-08-28");
    }

    [Fact]
    public void Each_implementation_has_its_own_history_and_a_day_counts_once()
    {
        var morning = NightAfter(1);
        var evening = morning with { Publication = morning.Publication with { Date = morning.Publication.Date.AddHours(10) } };
        var vllm = morning with { Publication = morning.Publication with { Implementation = "vllm" } };

        var histories = PublicationHistory.Of([vllm, evening, morning]);

        histories.Select(history => history.Implementation).ShouldBe(["auto", "vllm"]);
        histories[0].Nights.ShouldHaveSingleItem().ShouldBe(evening);
    }

    private static IEnumerable<string> Titles(ImmutableArray<BuildResults> all) => all.Select(results => results.Publication.Title);

    private static Comparison Compare(BuildResults results, params BuildResults[] earlier) =>
        Comparison.Of(results, PublicationHistory.Of([results, .. earlier]).Single().Before(results.Publication));

    private static BuildResults Release(string tag, int day, params ImmutableArray<SubjectResults> subjects) =>
        Build(Generation("v6e", subjects)) with { Publication = new Publication("auto", Night.AddDays(day)) { Release = tag } };

    private static BuildResults NightAfter(int day) => Build() with { Publication = new Publication("auto", Night.AddDays(day)) };

    private static SubjectResults Benchmarked(SubjectResults subject, double throughput, double latency) => subject with
    {
        Stages = [.. subject.Stages.Select(stage => stage.Stage != "Benchmark" ? stage : stage with { Measurements = [new Measurement(Metric.Of("request_throughput", MetricUnit.Of("req/s")), throughput), new Measurement(Metric.Of("p99_ttft", MetricUnit.Of("ms")), latency)] })],
    };
}
