using System.Collections.Immutable;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Core.Text;
using BuildkiteCi.Matrices.Definitions;
using BuildkiteCi.Matrices.Json;
using BuildkiteCi.Matrices.Publishing;
using BuildkiteCi.Matrices.Releases;
using BuildkiteCi.Matrices.Results;
using BuildkiteCi.Pipelines.Builds;
using static BuildkiteCi.Matrices.Tests.SampleResults;

namespace BuildkiteCi.Matrices.Tests.Releases;

public sealed class ReleaseComparisonTests
{
    private static readonly BuildResults Older = Release("v0.11.0", 1,
        Model("deepseek-ai/DeepSeek-R1", "text-only", Status.Passing, Status.Failing));

    private static readonly BuildResults Old = Release("v0.12.0", 2,
        Benchmarked(Model("Qwen/Qwen3-4B", "text-only", Status.Passing, Status.Passing, Status.Passing), 11.2),
        Model("google/gemma-3-27b-it", "multimodal", Status.Passing, Status.Failing),
        Model("meta-llama/Llama-3.1-8B-Instruct", "text-only", Status.Passing, Status.Passing, Status.Passing),
        Model("openai/gpt-oss-120b", "text-only", Status.Passing, Status.Passing, Status.Passing),
        Model("deepseek-ai/DeepSeek-R1", "text-only", Status.Failing, Status.Failing),
        Feature("Prefix Caching", "feature support matrix", Status.Passing));

    private static readonly BuildResults New = Release("v0.13.0", 4,
        Benchmarked(Model("Qwen/Qwen3-4B", "text-only", Status.Passing, Status.Passing, Status.Passing), 10.1),
        Model("google/gemma-3-27b-it", "multimodal", Status.Passing, Status.Passing),
        Model("meta-llama/Llama-3.1-8B-Instruct", "text-only"),
        Failing(Model("openai/gpt-oss-120b", "text-only", Status.Passing, Status.Failing, Status.Untested), "exit status 1"),
        Model("deepseek-ai/DeepSeek-R1", "text-only", Status.Failing, Status.Failing),
        Model("zai-org/GLM-5", "text-only", Status.Passing, Status.Passing),
        Feature("KV Cache Offload", "feature support matrix", Status.Passing, Status.Failing));

    [Fact]
    public void Release_notes_tell_what_matters_first_one_line_a_subject_with_causes_and_links_below() =>
        Golden.Matches(ReleaseNotes.Write(Compare(New, Older, Old), "auto"), "Releases/release-notes.golden.md");

    [Fact]
    public void Other_programs_get_the_same_as_JSON() =>
        Golden.Matches(ComparisonFile.Write(Compare(New, Older, Old), "auto"), "Releases/comparison.golden.json");

    [Fact]
    public void One_regression_is_one_entry_however_many_stages_and_places_it_shows_at()
    {
        var model = Model("Qwen/Qwen3-4B", "text-only", Status.Passing, Status.Passing, Status.Passing);
        var broken = Failing(Model("Qwen/Qwen3-4B", "text-only", Status.Passing, Status.Failing, Status.Untested), "exit status 1");
        var before = Build(Generation("v6e", model), Generation("v7x", model)) with
        {
            Publication = new Publication("auto", Night) { Release = "v1.0.0" },
        };
        var after = Build(Generation("v6e", broken), Generation("v7x", broken)) with
        {
            Publication = new Publication("auto", Night.AddDays(1)) { Release = "v1.1.0" },
        };

        var notes = ReleaseNotes.Write(Compare(after, before), "auto");

        notes
            .Split('\n')
            .Where(line => line.StartsWith("- ", StringComparison.Ordinal))
            .ShouldBe(["- **Qwen/Qwen3-4B** on v6e and v7x (auto): ✅ Works → ❌ Fails: accuracy test"]);
        notes.ShouldContain(
            "  - Accuracy: Passing → Failing: exit status 1 ([job](https://buildkite.com/tpu-commons/tpu-inference-ci/builds/7#1))\n"
        );
    }

    [Fact]
    public void An_annotation_is_red_where_something_broke()
    {
        ReleaseNotes.Annotation(Compare(New, Old), "auto").Style.ShouldBe(AnnotationStyle.Error);
        ReleaseNotes.Annotation(Compare(Old), "auto").Style.ShouldBe(AnnotationStyle.Info);
    }

    [Fact]
    public void A_huge_comparison_still_fits_into_an_annotation()
    {
        var many = Enumerable.Range(0, 3000).Select(number => $"org/model-{number}").ToArray();
        var before = Release("v1", 1, [.. many.Select(name => Model(name, "text-only", Status.Passing, Status.Passing))]);
        var after = Release("v2", 2, [.. many.Select(name => Model(name, "text-only", Status.Passing, Status.Failing))]);

        var body = ReleaseNotes.Annotation(Compare(after, before), "auto").Body;

        body.Length.ShouldBeLessThan(101_000);
        body.ShouldEndWith("the release notes among the build's artifacts have all of it.\n");
    }

    [Fact]
    public void The_first_publication_has_nothing_to_compare_with() =>
        ReleaseNotes
            .Write(Compare(Old), "auto")
            .ShouldBe("# What changed for TPU in v0.12.0\n\nThere is no earlier publication to compare with.\n");

    [Fact]
    public void The_same_results_again_are_no_change()
    {
        var again = Old with { Publication = Old.Publication with { Release = "v0.12.1", Date = Old.Publication.Date.AddDays(1) } };

        ReleaseNotes
            .Write(Compare(again, Old), "auto")
            .ShouldContain("Compared with v0.12.0, implementation auto: 2 still fail or are limited.\n\n## Still failing or limited (2)");
    }

    [Fact]
    public void A_generation_that_only_one_of_the_two_tested_is_not_compared()
    {
        var before = Build(
            Generation("v6e", Model("Qwen/Qwen3-4B", "text-only", Status.Passing)),
            Generation("v7x", Model("only/v7x", "text-only", Status.Passing))
        );
        var after = Build(Generation("v6e", Model("Qwen/Qwen3-4B", "text-only", Status.Passing))) with
        {
            Publication = new Publication("auto", Night.AddDays(1)),
        };

        Compare(after, before).IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void A_release_that_is_worse_in_what_must_hold_does_not_pass_the_gate()
    {
        var comparison = Compare(New, Older, Old);

        ReleaseGate
            .WhatIsWorse(comparison, new ReleaseGateSettings { SlowerBy = 0.05 })
            .ShouldBe([
                "openai/gpt-oss-120b on v6e (auto): was 'Works' in v0.12.0, is 'Fails: accuracy test'; Accuracy: Passing → Failing: exit "
                    + "status 1",
                "meta-llama/Llama-3.1-8B-Instruct on v6e (auto): was 'Works' in v0.12.0, is 'Untested'; Unit tests: Passing → Untested",
                "Prefix Caching on v6e (auto): was 'Works: no speed test' in v0.12.0, is 'not listed'; Correctness: Passing → not listed",
                "Qwen/Qwen3-4B on v6e (auto): request throughput 10.1 req/s, was 11.2 req/s (9.8% worse), more than 5%",
            ]);
        ReleaseGate.WhatIsWorse(comparison, new ReleaseGateSettings { Implementations = ["vllm"] }).ShouldBeEmpty();
        ReleaseGate.WhatIsWorseBeside(comparison, new ReleaseGateSettings { Implementations = ["vllm"], SlowerBy = 0.05 })
            .ShouldBe(ReleaseGate.WhatIsWorse(comparison, new ReleaseGateSettings { SlowerBy = 0.05 }));
        ReleaseGate.WhatIsWorseBeside(comparison, new ReleaseGateSettings { SlowerBy = 0.05 }).ShouldBeEmpty();
        ReleaseGate.WhatIsWorse(comparison, new ReleaseGateSettings { Generations = ["v7x"] }).ShouldBeEmpty();
        ReleaseGate.WhatIsWorse(comparison, new ReleaseGateSettings { Matrices = ["features"], StillTested = false }).ShouldBeEmpty();
        ReleaseGate.WhatIsWorse(comparison, new ReleaseGateSettings { StillTested = false }).ShouldHaveSingleItem();
    }

    private static ReleaseComparison Compare(BuildResults results, params BuildResults[] earlier) =>
        PublicationFiles.Comparison(HistoryOf([results, .. earlier]), results.Publication);

    private static BuildResults Release(string tag, int day, params ImmutableArray<SubjectResults> subjects) =>
        Build(Generation("v6e", subjects)) with { Publication = new Publication("auto", Night.AddDays(day)) { Release = tag } };

    private static SubjectResults Benchmarked(SubjectResults subject, double throughput) =>
        subject with
        {
            Stages =
            [
                .. subject.Stages.Select(stage =>
                    stage.Stage != "Benchmark"
                        ? stage
                        : stage with
                        {
                            Measurements =
                            [
                                new Measurement(Metric.Of("request_throughput", MetricUnit.RequestsPerSecond), throughput) { Target = 8 },
                            ],
                        }
                ),
            ],
        };

    private static SubjectResults Failing(SubjectResults subject, string note) =>
        subject with
        {
            Stages =
            [
                .. subject.Stages.Select(stage =>
                    stage.Status != Status.Failing
                        ? stage
                        : stage with
                        {
                            Note = note,
                            JobUrl = WebAddress.Parse("https://buildkite.com/tpu-commons/tpu-inference-ci/builds/7#1"),
                        }
                ),
            ],
        };
}
