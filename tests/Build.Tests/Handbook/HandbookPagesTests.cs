using Build.Wiring;
using BuildkiteCi.Composing.Settings;
using BuildkiteCi.Core.Problems;
using TestSupport;

namespace Build.Tests.Handbook;

/// <summary>Pages that are made of the code say what the code does.</summary>
public sealed class HandbookPagesTests
{
    private static readonly string BuiltIn = File.ReadAllText(Path.Combine(Repository.Root, ".buildkite/ci.yml"));

    [Fact]
    public void The_page_of_targets_is_current() => Golden.Matches(TargetsPage.Of(CiSettings.BuiltIn), "../../build/README.md");

    [Fact]
    public void The_page_of_settings_is_current() => Golden.Matches(ConfigurationPage.Of(BuiltIn), "../../build/CONFIGURATION.md");

    [Fact]
    public void A_rule_is_on_the_page_that_its_code_is_linked_to()
    {
        var wrong = RuleBook.All.Select(rule => (rule.Code, Page: RulePages.ByPath.Of(rule).Split('#')[0]))
            .Where(rule => !File.ReadLines(Path.Combine(Repository.Root, rule.Page)).Contains($"## {rule.Code}", StringComparer.Ordinal));

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void The_examples_of_settings_are_understood()
    {
        CiSettings.Read(new MemoryFileTree((CiSettings.Path, ConfigurationPage.WithExamples(BuiltIn)))).Diagnostics.ShouldBeEmpty();
    }
}
