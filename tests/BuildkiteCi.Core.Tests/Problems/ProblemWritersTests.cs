using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using BuildkiteCi.Core.Problems;

namespace BuildkiteCi.Core.Tests.Problems;

public sealed class ProblemWritersTests
{
    private static readonly Rule Misspelt = new("P044", Severity.Error, "An attribute is known to nobody", "steps: [{ comand: x }]", "steps: [{ command: x }]");
    private static readonly Rule Changed = new("P065", Severity.Warning, "A number becomes another text", "env: { A: 1.10 }", "env: { A: \"1.10\" }");

    private static readonly ImmutableArray<Diagnostic> Found =
    [
        new(Changed, new SourceLocation("models/a b.yml", 3, 7), "'A' is written 1.10 & becomes '1.1'", "put it in quotes: \"1.10\""),
        new(Misspelt, SourceLocation.Of("ci.yml"), "'<b>_comand_' is no attribute of a step", "did you mean 'command'?"),
    ];

    [Fact]
    public void A_problem_is_one_line() => string.Concat(Found.Select(problem => $"{problem}\n")).ShouldBe("""
        models/a b.yml:3:7: warning P065: 'A' is written 1.10 & becomes '1.1'; put it in quotes: "1.10"
        ci.yml: error P044: '<b>_comand_' is no attribute of a step; did you mean 'command'?

        """);

    [Fact]
    public void Json_is_a_list_with_one_object_a_problem()
    {
        ProblemJson.Write(Found).ShouldBe("""
            [
              {"path":"models/a b.yml","line":3,"column":7,"severity":"warning","code":"P065","message":"'A' is written 1.10 & becomes '1.1'","fix":"put it in quotes: \"1.10\"","help":"src/BuildkiteCi.Pipelines/RULES.md#p065"},
              {"path":"ci.yml","line":1,"column":1,"severity":"error","code":"P044","message":"'<b>_comand_' is no attribute of a step","fix":"did you mean 'command'?","help":"src/BuildkiteCi.Pipelines/RULES.md#p044"}
            ]

            """);
        ProblemJson.Write([]).ShouldBe("[]\n");
    }

    [Fact]
    public void Sarif_has_what_code_scanning_asks_for()
    {
        using var log = JsonDocument.Parse(ProblemSarif.Write(Found, [Misspelt]));

        var run = log.RootElement.GetProperty("runs")[0];
        log.RootElement.GetProperty("version").GetString().ShouldBe("2.1.0");
        var rules = run.GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray().ToList();
        rules.Select(rule => rule.GetProperty("id").GetString()).ShouldBe(["P044", "P065"]);
        rules.Select(rule => rule.GetProperty("defaultConfiguration").GetProperty("level").GetString()).ShouldBe(["error", "warning"]);
        rules[0].GetProperty("help").GetProperty("markdown").GetString().ShouldBe("Bad:\n\n```yaml\nsteps: [{ comand: x }]\n```\n\nGood:\n\n```yaml\nsteps: [{ command: x }]\n```\n");
        foreach (var (result, expected) in run.GetProperty("results").EnumerateArray().Zip(Found))
        {
            result.GetProperty("ruleId").GetString().ShouldBe(expected.Rule.Code);
            rules[result.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString().ShouldBe(expected.Rule.Code);
            result.GetProperty("message").GetProperty("text").GetString().ShouldBe($"{expected.Message}; {expected.Fix}");
        }

        var location = run.GetProperty("results")[0].GetProperty("locations")[0].GetProperty("physicalLocation");
        location.GetProperty("artifactLocation").GetProperty("uri").GetString().ShouldBe("models/a%20b.yml");
        location.GetProperty("region").GetProperty("startLine").GetInt32().ShouldBe(3);
        location.GetProperty("region").GetProperty("startColumn").GetInt32().ShouldBe(7);
        run.GetProperty("results")[1].GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("region").GetProperty("startLine").GetInt32().ShouldBe(1);
    }

    [Fact]
    public void Markdown_shows_what_files_hold_as_text_and_the_worst_file_first() => ProblemMarkdown.Write(Found, RulePages.OnGitHub("git@github.com:org/name.git", "abc")).ShouldBe("""
        **1 error, 1 warning** in 2 files

        <details open><summary><code>ci.yml</code>: 1 error</summary>

        - error [P044](https://github.com/org/name/blob/abc/src/BuildkiteCi.Pipelines/RULES.md#p044): &#39;&lt;b&gt;&#95;comand&#95;&#39; is no attribute of a step; did you mean &#39;command&#39;?

        </details>

        <details open><summary><code>models/a b.yml</code>: 1 warning</summary>

        - line 3: warning [P065](https://github.com/org/name/blob/abc/src/BuildkiteCi.Pipelines/RULES.md#p065): &#39;A&#39; is written 1.10 &amp; becomes &#39;1.1&#39;; put it in quotes&#58; &quot;1.10&quot;

        </details>

        """);

    [Fact]
    public void Two_hundred_problems_on_the_page_of_their_build() => Golden.Matches(
        ProblemMarkdown.Write(
            [.. Enumerable.Range(0, 200).Select(n => Found[n % 2] with { Location = new SourceLocation($"models/m{n % 25}.yml", n + 1, 3) })], RulePages.OnGitHub("git@github.com:org/name.git", "abc")),
        "Problems/problems-200.golden.md");

    [Fact]
    public void Markdown_of_very_many_problems_is_folded_and_says_how_many_are_left_out()
    {
        var page = ProblemMarkdown.Write([.. Enumerable.Repeat(Found[0], 2500)]);

        page.ShouldEndWith("… and 2,000 more, which the job's log lists.\n");
        page.ShouldContain("<details><summary>");
    }

    [Fact]
    public void Markdown_stays_below_what_an_annotation_holds_whatever_messages_hold() =>
        Encoding.UTF8.GetByteCount(ProblemMarkdown.Write([.. Enumerable.Repeat(Found[0] with { Message = new string('字', 50_000) + new string('_', 100_000) }, 500)])).ShouldBeLessThan(1_048_576);

    [Theory]
    [InlineData("git@github.com:org/name.git", "abc", "https://github.com/org/name/blob/abc/src/BuildkiteCi.Pipelines/RULES.md#p044")]
    [InlineData("https://github.com/org/name", null, "https://github.com/org/name/blob/HEAD/src/BuildkiteCi.Pipelines/RULES.md#p044")]
    [InlineData("ssh://git@example.org/org/name", "abc", "src/BuildkiteCi.Pipelines/RULES.md#p044")]
    [InlineData("https://github.com/org/na\"me", "abc", "src/BuildkiteCi.Pipelines/RULES.md#p044")]
    public void A_rule_s_page_is_in_the_repository_that_holds_the_handbook(string repository, string? commit, string page) =>
        RulePages.OnGitHub(repository, commit).Of(Misspelt).ShouldBe(page);
}
