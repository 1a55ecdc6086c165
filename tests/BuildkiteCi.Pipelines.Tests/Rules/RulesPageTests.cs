using BuildkiteCi.Core.Problems;
using BuildkiteCi.Pipelines.Checks;
using BuildkiteCi.Pipelines.Rules;

namespace BuildkiteCi.Pipelines.Tests.Rules;

public sealed class RulesPageTests
{
    private const string Introduction =
        "What `./build.sh --target=Validate` says about pipeline files. The page is made of `PipelineRules`; a test keeps it current "
        + "(`UPDATE_GOLDEN=1` writes it anew). A code never changes its meaning.";

    [Fact]
    public void The_page_of_the_rules_is_current() => Golden.Matches(
        RulesPage.Write("Rules for pipelines", Introduction, PipelineRules.All, Says), "../../src/BuildkiteCi.Pipelines/RULES.md");

    private static Diagnostic? Says(Rule rule) => PipelineValidation.Of(
        [new SourceFile("pipeline.yml", rule.Bad)],
        new CheckScope { Queues = ["cpu", "cpu_64_core", "tpu_v6e_queue", "tpu_v6e_8_queue", "tpu_v7x_2_queue", "tpu_v7x_8_queue", "tpu_v7x_16_queue"], MaxJobsPerUpload = rule.Code == "P021" ? 10_000 : 500 }).FirstOrDefault(diagnostic => diagnostic.Rule == rule);
}
