using BuildkiteCi.Matrices.Reading;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines;
using BuildkiteCi.Pipelines.Builds;

namespace BuildkiteCi.Matrices.Tests.Reading;

public sealed class ApiAnswersTests
{
    [Fact]
    public void Jobs_are_outcomes_with_their_addresses_and_only_the_newest_try_counts()
    {
        var answers = ApiAnswers.Read("""
            { "meta_data": { "model-list": "Qwen/Qwen3-4B\n", "odd": 7 },
              "jobs": [
                { "type": "script", "step_key": "a", "state": "failed", "exit_status": 1, "retried": true, "web_url": "https://buildkite.com/o/p/builds/1#1" },
                { "type": "script", "step_key": "a", "state": "passed", "exit_status": 0, "retried": false, "web_url": "https://buildkite.com/o/p/builds/1#2" },
                { "type": "script", "step_key": "soft", "state": "failed", "exit_status": 2, "soft_failed": true },
                { "type": "script", "step_key": "hard", "state": "failed", "exit_status": 2, "soft_failed": false },
                { "type": "script", "step_key": "lost", "state": "failed", "exit_status": -1, "soft_failed": true },
                { "type": "script", "step_key": "late", "state": "timed_out", "exit_status": null },
                { "type": "script", "step_key": "runs", "state": "running" },
                { "type": "script", "step_key": "new", "state": "invented" },
                { "type": "script", "step_key": "twice", "state": "passed", "web_url": "https://buildkite.com/o/p/builds/1#3" },
                { "type": "script", "step_key": "twice", "state": "failed", "exit_status": 1, "web_url": "https://buildkite.com/o/p/builds/1#4" },
                { "type": "script", "step_key": null, "state": "passed" },
                { "type": "waiter" } ] }
            """);

        answers.Outcomes.OrderBy(one => one.Key.Text, StringComparer.Ordinal).Select(one => $"{one.Key} {one.Value}")
            .ShouldBe([
                "a Passed",
                "hard HardFailed",
                "late Errored",
                "lost Errored",
                "new Unknown",
                "runs Neutral",
                "soft SoftFailed",
                "twice HardFailed",
            ]);
        answers.JobUrls[StepKey.Parse("a")!].Text.ShouldBe("https://buildkite.com/o/p/builds/1#2");
        answers.JobUrls[StepKey.Parse("twice")!].Text.ShouldBe("https://buildkite.com/o/p/builds/1#4");
        answers.MetaData.ShouldHaveSingleItem().Key.ShouldBe("model-list");
        answers.Unfinished.ShouldHaveSingleItem().Text.ShouldBe("runs");
        answers.IsCancelled.ShouldBeFalse();
    }

    [Theory]
    [InlineData("<html>", "it is not JSON")]
    [InlineData("[]", "it has no jobs")]
    [InlineData("{\"message\": \"Not found\"}", "it has no jobs")]
    [InlineData("{\"jobs\": 1}", "its jobs are no list of jobs")]
    [InlineData("{\"jobs\": [1]}", "its jobs are no list of jobs")]
    [InlineData("{\"jobs\": null}", "its jobs are no list of jobs")]
    public void What_is_no_build_is_an_error_that_says_what_to_check(string text, string why) =>
        Should
            .Throw<BuildException>(() => ApiAnswers.Read(text))
            .Message.ShouldBe(
                $"Buildkite's API gave something that is no build: {why}; check BUILDKITE_API_URL, or whatever is between here and there"
            );
}
