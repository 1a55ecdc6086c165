using System.Collections.Immutable;
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
    public void Text_has_one_line_a_problem() => ProblemText.Write(Found).ShouldBe("""
        models/a b.yml:3:7: warning P065: 'A' is written 1.10 & becomes '1.1'; put it in quotes: "1.10"
        ci.yml: error P044: '<b>_comand_' is no attribute of a step; did you mean 'command'?

        """);

    [Fact]
    public void Json_is_a_list_with_one_object_a_problem()
    {
        ProblemJson.Write(Found).ShouldBe("""
            [
              {"path":"models/a b.yml","line":3,"column":7,"severity":"warning","code":"P065","message":"'A' is written 1.10 & becomes '1.1'","fix":"put it in quotes: \"1.10\""},
              {"path":"ci.yml","line":1,"column":1,"severity":"error","code":"P044","message":"'<b>_comand_' is no attribute of a step","fix":"did you mean 'command'?"}
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
    public void Markdown_shows_what_files_hold_as_text_and_the_worst_first() => ProblemMarkdown.Write(Found).ShouldBe("""
        **1 error, 1 warning**

        - <code>ci.yml</code> error **P044**: &#39;&lt;b&gt;&#95;comand&#95;&#39; is no attribute of a step; did you mean &#39;command&#39;?
        - <code>models/a b.yml&#58;3&#58;7</code> warning **P065**: &#39;A&#39; is written 1.10 &amp; becomes &#39;1.1&#39;; put it in quotes&#58; &quot;1.10&quot;

        """);

    [Fact]
    public void Markdown_of_very_many_problems_says_how_many_are_left_out() =>
        ProblemMarkdown.Write([.. Enumerable.Repeat(Found[0], 250)]).ShouldEndWith("- and 150 more\n");
}
