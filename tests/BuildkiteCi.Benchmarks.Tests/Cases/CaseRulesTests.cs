using BuildkiteCi.Benchmarks.Cases;
using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Benchmarks.Tests.Cases;

/// <summary>Rules about cases, each by its own examples.</summary>
public sealed class CaseRulesTests
{
    // Other examples are the line that breaks the rule; their rules have tests of their own.
    public static TheoryData<string> Codes { get; } =
        [.. CaseRule.All.Where(rule => rule.Rule.Bad.Contains("benchmark_cases", StringComparison.Ordinal)).Select(rule => rule.Rule.Code)];

    [Theory]
    [MemberData(nameof(Codes))]
    public void The_bad_example_of_a_rule_breaks_it_and_no_other_and_the_good_one_none(string code)
    {
        var rule = CaseRule.All.Single(one => one.Rule.Code == code).Rule;

        Check(rule.Bad).ShouldBe([code]);
        Check(rule.Good).ShouldBeEmpty();
        rule.Why.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("B038", "\"tensor-parallel-size\": 8", "\"tensor-parallel-size\": { \"v6e-1\": 1, \"default\": 8 }", "")]
    [InlineData("B038", "\"tensor-parallel-size\": 8", "\"tensor-parallel-size\": { \"v6e-1\": 2, \"default\": 8 }", "B038")]
    [InlineData("B038", "\"tensor-parallel-size\": 8", "\"tensor-parallel-size\": 1, \"data-parallel-size\": 2", "B038")]
    [InlineData("B039", "\"max-model-len\": 2048", "\"max-model-len\": { \"v6e-1\": 2176, \"default\": 1024 }", "B032")]
    [InlineData("B039", "\"max-model-len\": 2048", "\"max-model-len\": { \"v6e-1\": 2175, \"default\": 4096 }", "B032 B039")]
    public void A_value_by_machine_is_the_one_of_the_cases_queue(string code, string value, string other, string found)
    {
        var bad = CaseRule.All.Single(one => one.Rule.Code == code).Rule.Bad;

        string.Join(' ', Check(bad.Replace(value, other, StringComparison.Ordinal)).Order()).ShouldBe(found);
    }

    private static IEnumerable<string> Check(string text) =>
        CaseFileReader
            .Parse(new SourceFile("cases/daily/a.json", text), Fleet.BuiltIn)
            .Diagnostics.Where(found => found.Severity < Severity.Note)
            .Select(found => found.Rule.Code)
            .Distinct();
}
