using System.Collections.Immutable;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Matrices.Reading;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Matrices.Results;
using BuildkiteCi.Pipelines;
using BuildkiteCi.Pipelines.Builds;
using BuildkiteCi.Testing.Tests;

namespace BuildkiteCi.Matrices.Tests.Reading;

public sealed class FailedStepsTests
{
    private const string BuildUrl = "https://buildkite.com/tpu/ci/builds/7";

    [Fact]
    public async Task Failing_tests_and_failing_machines_are_told_apart_and_a_retry_that_passed_is_no_failure()
    {
        using var bench = new StageBench();
        await EndAsync(bench, "passed", Outcome.Passed);
        await EndAsync(bench, "retried", Outcome.SoftFailed, new StepFailure(StageVerdict.Failed, "exit status 1", $"{BuildUrl}#1"));
        await EndAsync(bench, "retried", Outcome.Passed);
        await EndAsync(bench, "failed", Outcome.SoftFailed, new StepFailure(StageVerdict.Failed, "exit status 1", $"{BuildUrl}#2"));
        await EndAsync(bench, "machine", Outcome.HardFailed, new StepFailure(StageVerdict.Infrastructure, "device busy", $"{BuildUrl}#3"));
        await EndAsync(bench, "lost", Outcome.Errored);
        await EndAsync(bench, "older", Outcome.HardFailed);
        await EndAsync(bench, "too-big", Outcome.SoftFailed);
        await bench.Build.SetMetaDataAsync("too-big", "not enough HBM", StageBench.Stop);

        var steps = await FailedSteps.ReadAsync(
            new ThrottledBuildReader(bench.Build, ReadingPace.Usual, TimeProvider.System),
            Keys("passed", "retried", "failed", "machine", "lost", "older", "too-big", "never-ran"),
            BuildUrl,
            StageBench.Stop
        );

        steps.Steps.Select(step => step.ToString()).ShouldBe(
        [
            $"failed: failed (exit status 1) {BuildUrl}#2",
            $"machine: infrastructure failure (device busy) {BuildUrl}#3",
            $"lost: infrastructure failure (the job was lost, cancelled or timed out) {BuildUrl}",
            $"older: failed (it did not report why; its log shows it) {BuildUrl}",
        ]);
        steps.Summary.ShouldBe("8 steps: 2 passed, 4 failed (2 of them infrastructure failures), 1 Not enough HBM, 1 not run");
        steps.Infrastructure.Select(step => step.Key.Text).ShouldBe(["machine", "lost"]);
    }

    [Fact]
    public void A_lost_job_is_not_explained_by_the_test_failure_of_an_earlier_try() =>
        Of("lost", Outcome.Errored, new StepFailure(StageVerdict.Failed, "exit status 1", null))
            .Steps.ShouldHaveSingleItem()
            .Verdict.ShouldBe(StageVerdict.Infrastructure);

    [Fact]
    public void The_annotation_is_a_row_a_stage_with_a_column_a_generation()
    {
        var body = FailedStepsNote
            .Of(
                Failing(
                    ("a/b", "UnitTest", "v6e", "exit status 1", 2),
                    ("a/b", "UnitTest", "v7x", "<b>a | b</b>", 0),
                    ("c: d", "CorrectnessTest", "v7x", "exit status 2", 1)
                )
            )
            .Body;

        body.ShouldBe($"""
            **3 steps: 0 passed, 3 failed, 0 not run**

            | subject | stage | v6e | v7x |
            |---|---|---|---|
            | a/b | UnitTest | <a href="{BuildUrl}#0">exit status 1</a><br>failed 2 of the last nights | <a href="{BuildUrl}#1">&lt;b&gt;a &#124; b&lt;/b&gt;</a> |
            | c&#58; d | CorrectnessTest |  | <a href="{BuildUrl}#2">exit status 2</a><br>failed 1 of the last nights |

            """);
    }

    [Fact]
    public void Many_failures_of_one_cause_are_one_folded_line()
    {
        var body = FailedStepsNote
            .Of(
                Failing([
                    .. Enumerable.Range(0, 20).Select(n => ($"org/m{n}", "UnitTest", "v6e", "device busy", 0)),
                    ("org/other", "UnitTest", "v6e", "exit status 1", 0),
                ])
            )
            .Body;

        body.ShouldContain("<details><summary>20 steps: device busy</summary>");
        body.Split("device busy").Length.ShouldBe(2);
        body.ShouldContain("| org/other | UnitTest | ");
    }

    [Fact]
    public void Of_very_many_failures_the_annotation_shows_a_part_and_says_so()
    {
        var body = FailedStepsNote
            .Of(Failing([.. Enumerable.Range(0, 900).Select(n => ($"org/m{n}", "UnitTest", "v6e", $"{n} {new string('x', 5000)}", 0))]))
            .Body;

        System.Text.Encoding.UTF8.GetByteCount(body).ShouldBeLessThan(1_048_576);
        body.ShouldContain("… and 700 more rows are left out here; the job's log lists them all.");
    }

    [Fact]
    public void A_red_night_on_the_page_of_its_build()
    {
        (string, string, string, string, int)[] rows =
        [
            ("meta-llama/Llama-3.1-8B-Instruct", "Benchmark", "v6e", "throughput 9.8 req/s is below 11.5 req/s", 3),
            ("meta-llama/Llama-3.1-8B-Instruct", "Benchmark", "v7x", "throughput 10.9 req/s is below 11.5 req/s", 0),
            ("Speculative Decoding: Eagle3", "CorrectnessTest", "v7x", "exit status 1", 14),
            .. Enumerable.Range(1, 20).Select(n => ($"org/model-{n}", "UnitTest", "v6e", "no module named 'jax'", 0)),
        ];

        Golden.Matches(FailedStepsNote.Of(Failing(rows)).Body, "Reading/failed-steps.golden.md");
    }

    [Fact]
    public void Two_hundred_failures_on_the_page_of_their_build() =>
        Golden.Matches(
            FailedStepsNote
                .Of(
                    Failing([
                        .. Enumerable
                            .Range(1, 200)
                            .Select(n =>
                                (
                                    $"org/model-{n / 2}",
                                    n % 4 < 2 ? "UnitTest" : "Benchmark",
                                    n % 2 == 0 ? "v6e" : "v7x",
                                    $"exit status {n % 67 + 1}",
                                    n % 5
                                )
                            ),
                    ])
                )
                .Body,
            "Reading/failed-steps-200.golden.md"
        );

    [Fact]
    public void The_log_has_one_cause_of_several_failures_once()
    {
        var lines = FailedStepsText.Of(
            Failing([
                .. Enumerable.Range(0, 3).Select(n => ($"org/m{n}", "UnitTest", "v6e", "device busy", 0)),
                ("org/other", "UnitTest", "v6e", "exit status 1", 1),
            ])
        );

        lines.ShouldBe(
        [
            "✗ 3 steps: device busy",
            $"    UnitTest of org/m0 on v6e [k0] {BuildUrl}#0",
            $"    UnitTest of org/m1 on v6e [k1] {BuildUrl}#1",
            $"    UnitTest of org/m2 on v6e [k2] {BuildUrl}#2",
            $"✗ UnitTest of org/other on v6e: exit status 1; failed 1 of the last nights [k3] {BuildUrl}#3",
            "4 steps: 0 passed, 4 failed, 0 not run",
        ]);
    }

    [Fact]
    public void A_check_that_finds_nothing_says_so() =>
        FailedStepsNote.Of(Of("ok", Outcome.Passed, null)).Body.ShouldBe("1 step: 1 passed, 0 failed, 0 not run\n");

    private static FailedSteps Failing(params (string Subject, string Stage, string Generation, string Reason, int Nights)[] rows) => new(
        [
            .. rows.Select((row, n) => new FailedStep(StepKey.Parse($"k{n}")!, StageVerdict.Failed, row.Reason, $"{BuildUrl}#{n}")
            {
                Test = new TestStep(StepKey.Parse($"k{n}")!, Fleet.BuiltIn.Generation(row.Generation)!, SubjectName.Parse(row.Subject)!, Stage.Unlisted(row.Stage)),
                Nights = row.Nights == 0 ? null : $"failed {row.Nights} of the last nights",
            }),
        ],
        rows.Length, 0);

    private static FailedSteps Of(string key, Outcome outcome, StepFailure? note)
    {
        var metaData = note is null
            ? ImmutableDictionary<string, string>.Empty
            : ImmutableDictionary<string, string>.Empty.Add($"failure:{key}", note.Write());
        return FailedSteps.Of(
            Keys(key),
            new BuildSnapshot(metaData, ImmutableDictionary<StepKey, Outcome>.Empty.Add(Keys(key)[0], outcome)),
            null
        );
    }

    private static async Task EndAsync(StageBench bench, string key, Outcome outcome, StepFailure? note = null)
    {
        await bench.Build.RecordOutcomeAsync(Keys(key)[0], outcome, StageBench.Stop);
        if (note is not null) await bench.Build.SetMetaDataAsync($"failure:{key}", note.Write(), StageBench.Stop);
    }

    private static ImmutableArray<StepKey> Keys(params string[] keys) => [.. keys.Select(key => StepKey.Parse(key)!)];
}
