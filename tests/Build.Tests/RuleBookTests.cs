using Build.Wiring;
using BuildkiteCi.Core;
using BuildkiteCi.Core.Problems;

namespace Build.Tests;

/// <summary>Every rule of every room: one code, one page, words for people.</summary>
public sealed class RuleBookTests
{
    private const string Introduction =
        "What `./build.sh` reports about these. The page is made of the rules themselves; a test keeps it current (`UPDATE_GOLDEN=1` "
            + "writes it anew). "
        + "A code never changes its meaning; `./build.sh --target=Validate --explain CODE` shows a rule on a terminal.";

    public static TheoryData<string> Pages { get; } = [.. RuleBook.Pages.Select(page => page.Page)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_page_of_a_family_is_current(string path)
    {
        var page = RuleBook.Pages.Single(one => one.Page == path);
        Golden.Matches(
            RulesPage.Write(page.Title, Introduction, [.. page.Rules.OrderBy(rule => rule.Code, StringComparer.Ordinal)], _ => null),
            $"../../{path}"
        );
    }

    [Fact]
    public void Every_rule_tells_the_incident_that_it_is_there_for() =>
        RuleBook.All.Where(rule => rule.Why.Split(' ').Length < 8).Select(rule => rule.Code).ShouldBeEmpty();

    [Fact]
    public void A_code_means_one_thing() => RuleBook.All.Select(rule => rule.Code).ShouldBeUnique();

    [Fact]
    public void A_rule_is_found_in_any_letter_case_and_explained_whole()
    {
        var rule = RuleBook.Find("r002").ShouldNotBeNull();

        RulesPage.Explain(rule).ShouldBe($"""
            R002 (error): {rule.Title}.

            {rule.Why}

            Bad:

                steps:
                  - command: python3 -m pytest tests/models/test_lama.py

            Good:

                steps:
                  - command: python3 -m pytest tests/models/test_llama.py

            To accept it in one place, write on that line or on a line above it: # validate: ignore R002 <reason>

            """);
        RuleBook.Find("Z999").ShouldBeNull();
    }
}
