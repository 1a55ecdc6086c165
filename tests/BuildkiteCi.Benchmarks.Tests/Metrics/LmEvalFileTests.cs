using BuildkiteCi.Benchmarks.Metrics;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Testing.Accuracy;

namespace BuildkiteCi.Benchmarks.Tests.Metrics;

public sealed class LmEvalFileTests
{
    [Fact]
    public void The_strict_score_is_judged_wherever_it_stands()
    {
        var read = Read("""
            {
              "results": { "gsm8k": { "alias": "gsm8k", "sample_len": 1319, "exact_match,flexible-extract": 0.76, "exact_match_stderr,flexible-extract": 0.011,
                           "exact_match,strict-match": 0.74, "exact_match_stderr,strict-match": 0.012 } },
              "n-samples": { "gsm8k": { "original": 1319, "effective": 200 } }
            }
            """);

        read.Diagnostics.ShouldBeEmpty();
        read.Value!.Main.ShouldBe(new AccuracyScore("gsm8k", EvaluationMetrics.Named("exact_match,strict-match")!, 0.74, 0.012, 200));
        read.Value.All.Length.ShouldBe(2);
        ReportJson.Write(read.Value.Main).ReplaceLineEndings("").ShouldBe(
            """{  "metric": "exact_match,strict-match",  "score": 0.74,  "stderr": 0.012,  "samples": 200}""");
    }

    [Fact]
    public void Of_a_task_group_the_groups_score_counts_and_the_samples_of_all_its_tasks()
    {
        var read = Read("""
            {
              "results": { "mmlu": { "acc,none": 0.6, "acc_stderr,none": "N/A" }, "stem": { "acc,none": 0.5 }, "algebra": { "acc,none": 0.4 }, "law": { "acc,none": 0.7 } },
              "groups": { "mmlu": { "acc,none": 0.6, "acc_stderr,none": "N/A" }, "stem": { "acc,none": 0.5 } },
              "group_subtasks": { "mmlu": ["stem", "law"], "stem": ["algebra"], "law": [], "algebra": [] },
              "n-samples": { "algebra": { "effective": 100 }, "law": { "effective": 50 } }
            }
            """);

        read.Value!.All.ShouldHaveSingleItem().ShouldBe(new AccuracyScore("mmlu", EvaluationMetrics.Named("acc,none")!, 0.6, null, 150));
    }

    [Fact]
    public void A_score_that_is_no_number_is_an_error_where_it_stands_and_no_other_filter_takes_its_place()
    {
        var read = Read(
            "{ \"results\": { \"gsm8k\": {\n  \"exact_match,strict-match\": NaN,\n  \"exact_match,flexible-extract\": 0.5 } } }"
        );

        read.Value.ShouldBeNull();
        read.Diagnostics.ShouldHaveSingleItem()
            .ToString()
            .ShouldBe(
                "lm.json:2:31: error B103: the score 'exact_match,strict-match' of 'gsm8k' is NaN, not a number; the score counts as not "
                    + "measured; look at lm_eval's output"
            );
    }

    [Fact]
    public void Another_filters_score_that_is_no_number_does_not_matter()
    {
        var read = Read("""{ "results": { "gsm8k": { "exact_match,strict-match": 0.7, "exact_match,flexible-extract": NaN } } }""");

        (read.Value!.Main.Score, read.Value.All.Length).ShouldBe((0.7, 1));
    }

    [Fact]
    public void The_file_says_which_way_a_score_gets_better()
    {
        var read = Read("""{ "results": { "wiki": { "surprise,none": 0.7 } }, "higher_is_better": { "wiki": { "surprise": false } } }""");

        read.Value!.Main.Metric.ShouldBe(new Metric("surprise,none", MetricUnit.Fraction, Better.Lower));
    }

    [Theory]
    [InlineData("{}", "there is no object 'results'")]
    [InlineData("{ \"results\": { \"gsm8k\": { \"alias\": \"gsm8k\" } } }", "'results' holds no score")]
    [InlineData("[1]", "there is no object 'results'")]
    public void A_file_without_a_score_is_an_error(string text, string message)
    {
        var read = Read(text);

        (read.Value, read.Diagnostics.ShouldHaveSingleItem().Message).ShouldBe((null, message));
    }

    private static Diagnosed<AccuracyReport> Read(string text) => LmEvalFile.Parse(new SourceFile("lm.json", text));
}
