using System.Collections.Immutable;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Matrices.Reading;
using BuildkiteCi.Pipelines.Steps;
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
            new ThrottledBuildReader(bench.Build, ReadingPace.Usual, TimeProvider.System), Keys("passed", "retried", "failed", "machine", "lost", "older", "too-big", "never-ran"), BuildUrl, StageBench.Stop);

        steps.Steps.Select(step => step.ToString()).ShouldBe(
        [
            $"failed: failed (exit status 1) {BuildUrl}#2",
            $"machine: infrastructure failure (device busy) {BuildUrl}#3",
            $"lost: infrastructure failure (the machine failed, not the test: time-out, cancel or lost agent) {BuildUrl}",
            $"older: failed (outcome hard_failed) {BuildUrl}",
        ]);
        (steps.Asked, steps.NotRun).ShouldBe((8, 1));
        steps.Infrastructure.Select(step => step.Key.Text).ShouldBe(["machine", "lost"]);
    }

    [Fact]
    public void A_lost_job_is_not_explained_by_the_test_failure_of_an_earlier_try() =>
        Of("lost", Outcome.Errored, new StepFailure(StageVerdict.Failed, "exit status 1", null)).Steps.ShouldHaveSingleItem().Verdict.ShouldBe(StageVerdict.Infrastructure);

    [Fact]
    public void The_annotation_links_each_job_and_shows_reasons_as_text()
    {
        var body = FailedStepsNote.Of(Of("failed", Outcome.SoftFailed, new StepFailure(StageVerdict.Failed, "<b>a | b</b>", $"{BuildUrl}#2"))).Body;

        body.ShouldBe($"""
            **Failing tests** (1)

            | step | what happened |
            |---|---|
            | <a href="{BuildUrl}#2"><code>failed</code></a> | failed: <code>&lt;b&gt;a &#124; b&lt;/b&gt;</code> |

            1 step checked, 1 failed

            """);
    }

    [Fact]
    public void A_check_that_finds_nothing_says_so() => FailedStepsNote.Of(Of("ok", Outcome.Passed, null)).Body.ShouldBe("1 step checked, none failed\n");

    private static FailedSteps Of(string key, Outcome outcome, StepFailure? note)
    {
        var metaData = note is null ? ImmutableDictionary<string, string>.Empty : ImmutableDictionary<string, string>.Empty.Add($"failure:{key}", note.Write());
        return FailedSteps.Of(Keys(key), new BuildSnapshot(metaData, ImmutableDictionary<StepKey, Outcome>.Empty.Add(Keys(key)[0], outcome)), null);
    }

    private static async Task EndAsync(StageBench bench, string key, Outcome outcome, StepFailure? note = null)
    {
        await bench.Build.RecordOutcomeAsync(Keys(key)[0], outcome, StageBench.Stop);
        if (note is not null) await bench.Build.SetMetaDataAsync($"failure:{key}", note.Write(), StageBench.Stop);
    }

    private static ImmutableArray<StepKey> Keys(params string[] keys) => [.. keys.Select(key => StepKey.Parse(key)!)];
}
