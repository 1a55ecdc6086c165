using BuildkiteCi.Benchmarks.Judging;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Testing.Accuracy;

namespace BuildkiteCi.Benchmarks.Tests.Judging;

public sealed class EarlierRunTests
{
    private static readonly SourceFile Log = new("bm_log.txt", """
        ============ Serving Benchmark Result ============
        Successful requests:                     100
        Failed requests:                         0
        Benchmark duration (s):                  10.00
        Request throughput (req/s):              10.00
        ==================================================
        Results
        {'accuracy': 0.8}

        """);

    [Fact]
    public void A_run_that_misses_its_targets_is_not_good_though_its_log_is_whole()
    {
        var run = EarlierRun.Read(Log, null, null, new Targets { RequestThroughput = 11, Accuracy = new AccuracyTarget(0.8) });

        (run.IsGood, run.Diagnostics.Length, run.Judgement!.Verdict).ShouldBe((false, 0, StageVerdict.Failed));
        EarlierRunText.Write(run).ShouldEndWith(
            """
            judgement: failed
              failing: request_throughput 10.00 req/s, at least 11.00 req/s: 9.1 % below
              passing: accuracy 0.8000, at least 0.8000 less 0.03: 0.0 % above

            """);
        EarlierRunText.WriteJson(run).ShouldContain("""
            "targets": [
                  {
                    "metric": "request_throughput",
                    "unit": "req/s",
                    "measured": 10,
                    "target": 11,
                    "status": "failing"
                  },
            """);
    }

    [Fact]
    public void Where_no_target_is_known_that_is_said_and_decides_nothing()
    {
        var run = EarlierRun.Read(Log, null, null, null);

        (run.IsGood, run.Judgement).ShouldBe((true, null));
        EarlierRunText
            .Write(run)
            .ShouldEndWith("targets: none are known; name the case with --case-file and --case-name, or the model with --model-name\n");
        EarlierRunText.WriteJson(run).ShouldNotContain("judgement");
    }

    [Fact]
    public void What_was_saved_is_judged_before_what_was_printed_and_both_are_one_document()
    {
        var saved = new SourceFile(
            "result.json",
            """{ "completed": 100, "failed": 0, "num_prompts": 100, "duration": 10, "request_throughput": 9.996 }"""
        );
        var run = EarlierRun.Read(Log, saved, null, new Targets { RequestThroughput = 10 });

        run.Judgement!.Measurements.ShouldHaveSingleItem().Value.ShouldBe(9.996);
        System
            .Text.Json.JsonDocument.Parse(EarlierRunText.WriteJson(run))
            .RootElement.EnumerateObject()
            .Select(member => member.Name)
            .ShouldBe(["console_log", "results", "judgement"]);
    }
}
