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

    private static IEnumerable<string> Check(string text) =>
        CaseFileReader
            .Parse(new SourceFile("cases/daily/a.json", text), Fleet.BuiltIn)
            .Diagnostics.Where(found => found.Severity < Severity.Note)
            .Select(found => found.Rule.Code)
            .Distinct();
}
