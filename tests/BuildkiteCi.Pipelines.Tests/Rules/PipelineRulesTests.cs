using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Checks;
using BuildkiteCi.Pipelines.Checks.Commands;

namespace BuildkiteCi.Pipelines.Tests.Rules;

public sealed class PipelineRulesTests
{
    public static TheoryData<string> Codes { get; } = [.. Documents.Select(rule => rule.Code).Except(["P025"])];

    [Theory]
    [MemberData(nameof(Codes))]
    public void The_bad_example_of_a_rule_breaks_it_and_no_other(string code) =>
        Validate(code, Rule(code).Bad).Select(diagnostic => diagnostic.Rule.Code).Distinct().ShouldBe([code]);

    [Theory]
    [MemberData(nameof(Codes))]
    public void The_good_example_of_a_rule_breaks_none(string code) =>
        Validate(code, Rule(code).Good).ShouldBeEmpty();

    [Fact]
    public void Each_code_stands_once_in_order_and_its_title_says_what_is_wrong()
    {
        var codes = Documents.Select(rule => rule.Code).ToList();
        codes.ShouldBe(codes.Order(StringComparer.Ordinal));
        codes.ShouldBeUnique();
        Documents.ShouldAllBe(rule => rule.Title.Length < 100 && !rule.Title.EndsWith('.'));
    }

    private static IEnumerable<Rule> Documents =>
        Core.Rule.In(typeof(PipelineDocument).Assembly).Except(CommandRule.All.Select(one => one.Rule));

    private static Rule Rule(string code) => Documents.Single(rule => rule.Code == code);

    private static ImmutableArray<Diagnostic> Validate(string code, string example) =>
        code == "P009"
            ? PipelineDocument.Read(new SourceFile("pipeline.yml", example)).Diagnostics
            : PipelineValidation.Of(
                [new SourceFile("pipeline.yml", example)],
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
                    // An organisation whose limit is raised: 4,001 jobs in one file break the limit of a build alone.
                    MaxJobsPerUpload = code == "P021" ? 10_000 : 500,
                }
            );
}
