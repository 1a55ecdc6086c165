using BuildkiteCi.Core.Problems;
using BuildkiteCi.Pipelines.Checks;
using BuildkiteCi.Pipelines.Checks.Commands;
using BuildkiteCi.Pipelines.Tests.Checks.Commands;

namespace BuildkiteCi.Pipelines.Tests.Rules;

public sealed class RulesPageTests
{
    private const string Introduction =
        "What `./build.sh --target=Validate` reports about pipeline files. The page is made of the rules themselves; a test keeps it "
            + "current "
        + "(`UPDATE_GOLDEN=1` writes it anew). A code never changes its meaning.";

    [Fact]
    public void The_page_of_the_rules_is_current() => Golden.Matches(
        RulesPage.Write("Rules for pipelines", Introduction, Rule.In(typeof(PipelineDocument).Assembly), Says), "../../src/BuildkiteCi.Pipelines/RULES.md");

    private static readonly MemoryFileTree Repository = CommandRulesTests.Repository;

    private static Diagnostic? Says(Rule rule) =>
        PipelineValidation
            .Of(
                [new SourceFile("pipeline.yml", rule.Bad)],
                new CheckScope
                {
                    IsWholeBuild = true,
                    Queues =
                    [
                        "cpu",
                        "cpu_64_core",
                        "mac_v14_queue",
                        "mac_v14_8_queue",
                        "mac_v15_2_queue",
                        "mac_v15_8_queue",
                        "mac_v15_16_queue",
                    ],
                    MaxJobsPerUpload = rule.Code == "P021" ? 10_000 : 500,
                }
            )
            .Concat(
                CommandChecks.Of(
                    PipelineFile.Read(new SourceFile("pipeline.yml", rule.Bad)).Select(read => read.Value).OfType<PipelineDocument>(),
                    Repository
                )
            )
            .FirstOrDefault(diagnostic => diagnostic.Rule == rule);
}
