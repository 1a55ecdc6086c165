using BuildkiteCi.Composing.Builds;
using BuildkiteCi.Composing.Builds.Facts;
using BuildkiteCi.Composing.Builds.Settings;

namespace BuildkiteCi.Composing.Tests.Builds;

public sealed class BuildKindDecisionTests
{
    [Theory]
    [InlineData("nightly", 0, "NIGHTLY=1", "BUILDKITE_PIPELINE_SLUG=tpu-vllm-integration", "BUILDKITE_PULL_REQUEST=7")]
    [InlineData("integration", 3, "BUILDKITE_PIPELINE_SLUG=tpu-vllm-integration", "BUILDKITE_PULL_REQUEST=7", "NIGHTLY=0")]
    [InlineData("pull-request", 5, "BUILDKITE_PULL_REQUEST=7", "BUILDKITE_BRANCH=main")]
    [InlineData("post-merge", 10, "BUILDKITE_PULL_REQUEST=false", "BUILDKITE_BRANCH=main")]
    [InlineData("post-merge", 10, "BUILDKITE_BRANCH=main", "NIGHTLY=", "BUILDKITE_PULL_REQUEST=")]
    [InlineData("other", 1, "BUILDKITE_BRANCH=topic", "NIGHTLY=true")]
    [InlineData("other", 1, "BUILDKITE_BRANCH=v0.12.0", "BUILDKITE_TAG=v0.12.0")]
    [InlineData("other", 1, "BUILDKITE_PIPELINE_SLUG=tpu-vllm-integration-2")]
    [InlineData("other", 1)]
    public void The_first_row_that_fits_the_environment_decides(string kind, int priority, params string[] variables)
    {
        var decided = BuildKindDecision.Decide(Variables(variables), BuildSettings.BuiltIn);

        (decided.Name, BuildSettings.BuiltIn.PriorityOf(decided)).ShouldBe((kind, priority));
    }

    [Fact]
    public void A_pipeline_can_be_a_kinds_own_and_the_main_branch_another_one()
    {
        var settings = BuildSettings.BuiltIn with
        {
            MainBranch = "trunk",
            Kinds =
            [
                .. BuildSettings.BuiltIn.Kinds.Select(row =>
                    row.Kind == BuildKind.KernelTuning ? row with { Pipeline = "tpu-tuning", Priority = -20 } : row
                ),
            ],
        };

        BuildKindDecision
            .Decide(Variables("BUILDKITE_PIPELINE_SLUG=tpu-tuning", "BUILDKITE_BRANCH=trunk"), settings)
            .ShouldBe(BuildKind.KernelTuning);
        BuildKindDecision.Decide(Variables("BUILDKITE_BRANCH=trunk"), settings).ShouldBe(BuildKind.PostMerge);
        BuildKindDecision.Decide(Variables("BUILDKITE_BRANCH=main"), settings).ShouldBe(BuildKind.Other);
        settings.PriorityOf(BuildKind.KernelTuning).ShouldBe(-20);
    }

    private static Dictionary<string, string> Variables(params string[] variables) =>
        variables.Select(variable => variable.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
}
