using System.Text.Json;
using BuildkiteCi.Pipelines.Interpolation;
using CsCheck;

namespace BuildkiteCi.Pipelines.Tests.Interpolation;

public sealed class TextTemplateTests
{
    [Fact]
    public void Every_vector_gives_what_Buildkite_makes_of_it()
    {
        using var vectors = JsonDocument.Parse(Oracle.Text("BuildkiteCi.Pipelines.Tests", "Vectors", "interpolation.json"));
        var failures = new List<string>();
        foreach (var vector in vectors.RootElement.EnumerateArray())
        {
            var expected = vector.TryGetProperty("expected", out var text) ? text.GetString() : null;
            var input = vector.GetProperty("input").GetString()!;
            var variables = Variables.Of(
                vector.GetProperty("env").EnumerateObject().Select(entry => KeyValuePair.Create(entry.Name, entry.Value.GetString()!))
            );
            var actual = TextTemplate.Parse(input).Template?.Expand(variables).Text;
            if (actual != expected) failures.Add($"{input} => {actual ?? "an error"}, not {expected ?? "an error"}");
        }

        failures.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("$MODEL", "meta-llama/Llama-3.1-8B-Instruct")]
    [InlineData("${MAC_VERSION:-mac14}_x", "mac15_x")]
    [InlineData("${UNSET:-${MAC_VERSION}-default}", "mac15-default")]
    [InlineData("${EMPTY:-d}${EMPTY-d}${UNSET-d}", "dd")]
    [InlineData("${MAC_VERSION?must be set}", "mac15")]
    [InlineData("${MAC_VERSION:0:3}${MAC_VERSION: -2}${MAC_VERSION:1:-1}", "mac15ac1")]
    [InlineData("${CITY:0:3}|${CITY:1:2}", "Zü|ü")]
    [InlineData("${CITY:0:2}${CITY:2:1}", "Zü")]
    [InlineData("${CITY:0:2}", "Z\uFFFD")]
    [InlineData("$$HOME \\$HOME $(date) $1 $_x $? 100$", "$HOME $HOME $(date) $1 $_x $? 100$")]
    [InlineData("\\\\$MAC_VERSION", "\\\\mac15")]
    [InlineData("${MAC_VERSION:-{}}", "mac15}")]
    [InlineData("$DOLLAR", "$MODEL")]
    public void An_expression_becomes_what_Buildkite_makes_of_it(string text, string expected) => Expand(text).ShouldBe(expected);

    [Theory]
    [InlineData("a ${_X}", 2, "'${_X}' has no variable's name: a name starts with a letter")]
    [InlineData("${A+x}", 3, "'${A+x}' goes on with '+', which Buildkite does not know")]
    [InlineData("${A:?x}", 3, "'${A:?x}' goes on with ':?', which Buildkite does not know")]
    [InlineData("${A:+x} more", 3, "'${A:+x}' goes on with ':+', which Buildkite does not know")]
    [InlineData("x ${A:-y", 2, "'${A:-y' is never closed")]
    [InlineData("${A:1:z}", 6, "'${A:1:z}' needs a whole number, and 'z' is none")]
    public void A_malformed_expression_is_reported_at_its_place(string text, int offset, string message)
    {
        var (template, problem) = TextTemplate.Parse(text);

        template.ShouldBeNull();
        problem!.Rule.Code.ShouldBe("P030");
        problem.Offset.ShouldBe(offset);
        problem.Message.ShouldBe(message);
    }

    [Fact]
    public void A_missing_variable_that_is_required_is_reported_with_the_authors_words()
    {
        var (text, problems) = TextTemplate.Parse("x ${NAME?for $MAC_VERSION}").Template!.Expand(Environment);

        text.ShouldBeNull();
        problems.ShouldHaveSingleItem().Message.ShouldBe("variable 'NAME' is not set: for mac15");
        problems[0].Offset.ShouldBe(2);
    }

    [Fact]
    public void A_variable_of_the_running_job_is_left_as_it_is_written()
    {
        var variables = Environment.LeavingAlone(["BUILDKITE_RETRY_COUNT"]);

        TextTemplate
            .Parse("$BUILDKITE_RETRY_COUNT ${UNSET:-a ${BUILDKITE_RETRY_COUNT:-$MAC_VERSION}} $MAC_VERSION")
            .Template!.Expand(variables)
            .Text.ShouldBe("$BUILDKITE_RETRY_COUNT a ${BUILDKITE_RETRY_COUNT:-$MAC_VERSION} mac15");
    }

    [Fact]
    public void Expressions_nested_without_end_are_an_error_and_no_overflow() =>
        TextTemplate
            .Parse(string.Concat(Enumerable.Repeat("${A:-", 100_000)))
            .Problem!.Message.ShouldBe("expressions are nested more than 100 levels deep");

    [Fact]
    public void Text_without_a_dollar_sign_stays_as_it_is() =>
        Gen.String.Where(text => !text.Contains('$')).Sample(text => Expand(text) == text);

    [Fact]
    public void Any_text_is_understood_or_refused_with_a_place_in_it() =>
        Gen.String[Gen.Char["AB_1${}:-?+ \\(é"], 0, 30].Sample(text =>
        {
            var (template, problem) = TextTemplate.Parse(text);
            return template is null ? problem!.Offset >= 0 && problem.Offset <= text.Length : Covers(template, text);
        });

    private static Variables Environment { get; } = Variables.Of(new Dictionary<string, string>
    {
        ["MODEL"] = "meta-llama/Llama-3.1-8B-Instruct",
        ["MAC_VERSION"] = "mac15",
        ["EMPTY"] = "",
        ["CITY"] = "Zürich",
        ["DOLLAR"] = "$MODEL",
    });

    private static string? Expand(string text) => TextTemplate.Parse(text).Template?.Expand(Environment).Text;

    private static bool Covers(TextTemplate template, string text)
    {
        var end = 0;
        foreach (var part in template.Parts)
        {
            if (part.Start != end) return false;
            end = part.End;
        }

        return end == text.Length;
    }
}
