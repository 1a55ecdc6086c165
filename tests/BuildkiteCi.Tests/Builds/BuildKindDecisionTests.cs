using BuildkiteCi.Builds;

namespace BuildkiteCi.Tests.Builds;

public sealed class BuildKindDecisionTests
{
    [Theory]
    [InlineData("nightly", 0, "NIGHTLY=1", "BUILDKITE_PIPELINE_SLUG=tpu-vllm-integration", "BUILDKITE_PULL_REQUEST=7")]
    [InlineData("integration", 3, "BUILDKITE_PIPELINE_SLUG=tpu-vllm-integration", "BUILDKITE_PULL_REQUEST=7", "NIGHTLY=0")]
    [InlineData("pull-request", 5, "BUILDKITE_PULL_REQUEST=7", "BUILDKITE_BRANCH=main")]
    [InlineData("post-merge", 10, "BUILDKITE_PULL_REQUEST=false", "BUILDKITE_BRANCH=main")]
    [InlineData("post-merge", 10, "BUILDKITE_BRANCH=main")]
    [InlineData("other", 1, "BUILDKITE_BRANCH=topic")]
    [InlineData("other", 1, "BUILDKITE_BRANCH=v0.12.0", "BUILDKITE_TAG=v0.12.0")]
    [InlineData("other", 1)]
    public void The_first_row_that_fits_the_environment_decides(string kind, int priority, params string[] variables)
    {
        var environment = variables.Select(variable => variable.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);

        var decided = BuildKindDecision.Decide(environment);

        (decided.Name, decided.Priority).ShouldBe((kind, priority));
    }
}
