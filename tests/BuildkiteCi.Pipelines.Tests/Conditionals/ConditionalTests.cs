using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Conditionals;
using CsCheck;

namespace BuildkiteCi.Pipelines.Tests.Conditionals;

public sealed class ConditionalTests
{
    [Theory]
    [InlineData("build.branch == 'main'", true)]
    [InlineData("build.branch != \"main\"", false)]
    [InlineData("build.branch == build.pull_request.base_branch", false)]
    [InlineData("build.number == 42", true)]
    [InlineData("build.number == '42'", false)]
    [InlineData("build.tag == null", true)]
    [InlineData("build.tag != null && build.branch == 'main'", false)]
    [InlineData("build.pull_request.id == null", true)]
    [InlineData("build.pull_request.labels includes 'ready'", true)]
    [InlineData("build.pull_request.labels includes 'read'", false)]
    [InlineData("!(build.pull_request.labels includes 'wip')", true)]
    [InlineData("build.message includes 'x'", false)]
    [InlineData("build.message =~ /^skip/", true)]
    [InlineData("build.message =~ /SKIP ci$/i", true)]
    [InlineData("build.message !~ /nothing/", true)]
    [InlineData("build.tag =~ /.*/", false)]
    [InlineData("build.tag !~ /.*/", true)]
    [InlineData("build.message =~ /a\\/b/", true)]
    [InlineData("build.env('NIGHTLY') == '1'", true)]
    [InlineData("build.env(\"MISSING\") == null", true)]
    [InlineData("build.env('EMPTY') == ''", true)]
    [InlineData("true || false && false", true)]
    [InlineData("(true || false) && false", false)]
    [InlineData("false && false || true", true)]
    [InlineData("!true == false", true)]
    [InlineData("!!true", true)]
    [InlineData("null", false)]
    [InlineData("1 == 1 // the same\n && true", true)]
    [InlineData("'it\\'s' == \"it's\"", true)]
    [InlineData("build.state == 'failed'", true)]
    [InlineData("organization.slug == 'site' && pipeline.slug != 'mac-site-integration'", true)]
    // Every variable that a job's environment tells of, and those that it does not.
    [InlineData("build.commit == '0123abc'", true)]
    [InlineData("build.commit =~ /^[0-9a-f]+$/", true)]
    [InlineData("build.source == 'schedule'", true)]
    [InlineData("build.source == 'webhook' || build.source == 'schedule'", true)]
    [InlineData("build.author.email == 'owner@example.com'", true)]
    [InlineData("build.creator.name == 'Owner' && build.creator.email == null", true)]
    [InlineData("build.pull_request.draft == true", false)]
    [InlineData("build.pull_request.repository.fork == true", false)]
    [InlineData("build.merge_queue.base_branch == null", true)]
    [InlineData("pipeline.default_branch == build.branch", true)]
    [InlineData("pipeline.slug =~ /^mac-/", true)]
    [InlineData("pipeline.repository == null", true)]
    [InlineData("organization.slug != organization.id", true)]
    // Operators, and which of them bind more tightly: '!', then comparisons, then '&&', then '||'.
    [InlineData("!build.tag == null", false)]
    [InlineData("!(build.tag == null)", false)]
    [InlineData("build.number != 42", false)]
    [InlineData("build.number == 042", true)]
    [InlineData("true == true && false == false", true)]
    [InlineData("true != false", true)]
    [InlineData("false || true && true", true)]
    [InlineData("true && false || false", false)]
    [InlineData("true && (false || true)", true)]
    [InlineData("!false && !false", true)]
    [InlineData("!(true && false) || false", true)]
    [InlineData("build.branch == 'main' && build.tag == null && build.number == 42", true)]
    [InlineData("build.branch == 'a' || build.branch == 'b' || build.branch == 'main'", true)]
    [InlineData("((((true))))", true)]
    [InlineData("true&&true", true)]
    [InlineData(" \n\ttrue\n", true)]
    // null, empty texts and texts that look like something else.
    [InlineData("null == null", true)]
    [InlineData("null != null", false)]
    [InlineData("'' == null", false)]
    [InlineData("build.env('MISSING') != ''", true)]
    [InlineData("build.env('NIGHTLY') == 1", false)]
    [InlineData("'true' == true", false)]
    [InlineData("'null' == null", false)]
    [InlineData("'Main' == 'main'", false)]
    // Regular expressions: part of a text is enough, letter case counts, ^ and $ are its ends.
    [InlineData("build.branch =~ /ai/", true)]
    [InlineData("build.branch =~ /^ai/", false)]
    [InlineData("build.branch =~ /MAIN/", false)]
    [InlineData("build.branch =~ /MAIN/i", true)]
    [InlineData("build.branch =~ /^(main|release\\/.+)$/", true)]
    [InlineData("build.branch !~ /^release/ && build.branch !~ /^v[0-9]/", true)]
    [InlineData("build.env('NIGHTLY') =~ /^[01]$/", true)]
    [InlineData("build.env('MISSING') =~ /^$/", false)]
    [InlineData("build.pull_request.labels includes 'mac' && build.pull_request.labels includes 'ready'", true)]
    public void A_condition_is_judged_as_Buildkite_judges_it(string text, bool holds) =>
        Conditional.Parse(text).Conditional!.Holds(Build).ShouldBe(holds);

    [Theory]
    [InlineData("", "P080", 0, "the condition is empty")]
    [InlineData("build.branch = 'main'", "P080", 13, "'=' means nothing in a condition")]
    [InlineData("build.branch == main", "P081", 16, "'main' is no variable of a condition")]
    [InlineData("build.brunch == 'main'", "P081", 0, "'build.brunch' is no variable of a condition")]
    [InlineData("build.branch == 'main", "P080", 16, "a text is never closed")]
    [InlineData("build.branch =~ 'main'", "P080", 16, "a regular expression is expected here")]
    [InlineData("/main/ == build.branch", "P080", 0, "a regular expression is where a value is expected")]
    [InlineData("build.branch =~ /main", "P080", 16, "a regular expression is never closed")]
    [InlineData("build.branch =~ /(main/", "P082", 16, "'/(main/' is no regular expression")]
    [InlineData("build.branch =~ /main/x", "P082", 16, "flag 'x' of a regular expression is unknown")]
    [InlineData("(true", "P080", 0, "a parenthesis is never closed")]
    [InlineData("true && ", "P080", 8, "the condition ends where a value is expected")]
    [InlineData("true true", "P080", 5, "'true' does not go on the condition")]
    [InlineData("build.number > 5", "P080", 13, "'>' means nothing in a condition")]
    [InlineData("build.env(NIGHTLY)", "P080", 10, "the name of a variable in 'build.env' is in quotes")]
    [InlineData("build.env", "P080", 0, "'build.env' needs a name")]
    [InlineData("$A == 1", "P080", 0, "'$' means nothing in a condition")]
    [InlineData("build.env('NIGHTLY'", "P080", 19, "'build.env' takes one name")]
    [InlineData("build.branch ==", "P080", 15, "the condition ends where a value is expected")]
    [InlineData("== 'main'", "P080", 0, "'==' is where a value is expected")]
    [InlineData("build.branch & true", "P080", 13, "'&' means nothing in a condition")]
    [InlineData("pipeline.slag == 'x'", "P081", 0, "'pipeline.slag' is no variable of a condition")]
    [InlineData("build.branch =~ /[a-/", "P082", 16, "'/[a-/' is no regular expression")]
    public void What_is_wrong_with_a_condition_is_said_with_its_place(string text, string code, int offset, string message)
    {
        var (conditional, problem) = Conditional.Parse(text);

        conditional.ShouldBeNull();
        problem!.Rule.Code.ShouldBe(code);
        problem.Offset.ShouldBe(offset);
        problem.Message.ShouldStartWith(message);
    }

    [Fact]
    public void A_condition_nested_without_end_is_an_error_and_no_overflow()
    {
        Conditional.Parse(new string('(', 100_000)).Problem!.Message.ShouldBe("the condition is nested more than 100 levels deep");
        Conditional.Parse(new string('!', 100_000)).Problem!.Message.ShouldBe("the condition is nested more than 100 levels deep");
    }

    [Fact]
    public void Any_text_is_understood_or_refused_with_a_place_in_it() =>
        Gen.String[Gen.Char["buildtagenv.nr()!=~&|'\"/1 \\ "], 0, 40]
            .Sample(text =>
            {
                var (conditional, problem) = Conditional.Parse(text);
                return conditional is null
                    ? problem!.Offset >= 0 && problem.Offset <= text.Length
                    : conditional.Holds(Build) || !conditional.Holds(Build);
            });

    private static ConditionContext Build { get; } = new(ImmutableDictionary.CreateRange(
    [
        KeyValuePair.Create("BUILDKITE_BRANCH", "main"),
        KeyValuePair.Create("BUILDKITE_BUILD_NUMBER", "42"),
        KeyValuePair.Create("BUILDKITE_PULL_REQUEST", "false"),
        KeyValuePair.Create("BUILDKITE_PULL_REQUEST_LABELS", "ready,mac"),
        KeyValuePair.Create("BUILDKITE_MESSAGE", "first line a/b\nskip ci"),
        KeyValuePair.Create("BUILDKITE_TAG", ""),
        KeyValuePair.Create("BUILDKITE_ORGANIZATION_SLUG", "site"),
        KeyValuePair.Create("BUILDKITE_COMMIT", "0123abc"),
        KeyValuePair.Create("BUILDKITE_SOURCE", "schedule"),
        KeyValuePair.Create("BUILDKITE_BUILD_AUTHOR_EMAIL", "owner@example.com"),
        KeyValuePair.Create("BUILDKITE_BUILD_CREATOR", "Owner"),
        KeyValuePair.Create("BUILDKITE_PIPELINE_DEFAULT_BRANCH", "main"),
        KeyValuePair.Create("BUILDKITE_PIPELINE_SLUG", "mac-nightly"),
        KeyValuePair.Create("NIGHTLY", "1"),
        KeyValuePair.Create("EMPTY", ""),
    ]))
    {
        Variables = ImmutableDictionary.CreateRange([KeyValuePair.Create("build.state", ConditionValue.Of("failed"))]),
    };
}
