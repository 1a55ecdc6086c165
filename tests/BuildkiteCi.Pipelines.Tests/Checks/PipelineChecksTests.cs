using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Checks;
using BuildkiteCi.Pipelines.Interpolation;

namespace BuildkiteCi.Pipelines.Tests.Checks;

public sealed class PipelineChecksTests
{
    [Fact]
    public void A_step_that_waits_for_an_unknown_key_is_reported_where_the_key_is_written() =>
        Check(
                """
                steps:
                  - { key: unit, command: pytest }
                  - { key: accuracy, command: pytest, depends_on: unti }
                """
            )
            .ShouldHaveSingleItem()
            .ToString()
            .ShouldBe(
                "a.yml:3:51: error P012: step 'accuracy' waits for 'unti', which no upload of this build holds; did you mean 'unit'?"
            );

    [Fact]
    public void A_step_may_wait_for_a_step_or_group_of_another_upload_or_for_one_that_is_known_to_be_there()
    {
        var uploads = Uploads(
            "steps: [{ group: Tests, key: tests, steps: [{ key: unit, command: pytest }] }]",
            "steps: [{ command: pytest, depends_on: [tests, unit, build_docker] }]");

        PipelineChecks.Of(uploads, new CheckScope { OtherKeys = ["build_docker"] }).ShouldBeEmpty();
    }

    [Fact]
    public void Keys_and_circles_are_looked_at_over_all_uploads_of_a_build()
    {
        var uploads = Uploads(
            "steps: [{ key: unit, command: pytest, depends_on: accuracy }]",
            "steps: [{ key: accuracy, command: pytest, depends_on: unit }, { key: unit, command: pytest }]");

        PipelineChecks
            .Of(uploads, new CheckScope())
            .Select(diagnostic => diagnostic.ToString())
            .ShouldBe([
                "2.yml:1:55: error P013: steps wait for each other, so none of them ever runs: 'unit' → 'accuracy' → 'unit'; remove one of "
                    + "these dependencies",
                "2.yml:1:70: error P014: key 'unit' occurs a second time in this build, first at 1.yml:1:16; give each step a key of its "
                    + "own",
            ]);
    }

    [Fact]
    public void Jobs_are_counted_with_parallelism_and_matrix_written_out() =>
        Check("""
            steps:
              - { command: pytest, parallelism: 300 }
              - { command: pytest, matrix: { setup: { a: [1, 2, 3, 4, 5], b: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] } } }
              - { trigger: other, parallelism: 1 }
              - group: Tests
                steps: [{ command: pytest, parallelism: 150 }, wait, { block: Go on? }]
            """).ShouldHaveSingleItem().Message.ShouldBe("the upload makes 501 jobs, and Buildkite takes 500 at once");

    [Fact]
    public void A_key_with_a_variable_is_judged_by_what_becomes_of_it() =>
        Check("steps: [{ key: \"${MAC_VERSION:-mac14}_a/b\", command: pytest }]")
            .ShouldHaveSingleItem()
            .Message.ShouldBe("key 'mac14_a/b' holds '/'");

    [Fact]
    public void A_value_that_is_known_only_when_the_job_is_made_is_not_judged() =>
        Check("""
            steps:
              - command: "pytest {{matrix}}"
                matrix: [1, 2]
                soft_fail: "{{matrix}}"
                timeout_in_minutes: "{{matrix}}"
            """).ShouldBeEmpty();

    [Theory]
    [InlineData("echo $NAME")]
    [InlineData("A=1 run --to=$NAME;")]
    [InlineData("echo \"$(basename $NAME)\"")]
    [InlineData("echo \"it's\" $NAME")]
    [InlineData("echo \\\"$NAME\\\"")]
    public void A_variable_whose_value_a_shell_would_take_apart_is_warned_of_outside_of_quotes(string command) =>
        Check(Command(command), ("NAME", "a; b")).ShouldHaveSingleItem().Rule.Code.ShouldBe("P066");

    [Theory]
    [InlineData("echo \"$NAME\"")]
    [InlineData("echo '$NAME'")]
    [InlineData("echo \"${NAME:-x}\" # and $NAME")]
    [InlineData("echo $$NAME")]
    [InlineData("echo ${OTHER:-harmless}")]
    public void One_that_is_quoted_or_harmless_or_the_shells_own_is_not(string command) =>
        Check(Command(command), ("NAME", "a; b")).ShouldBeEmpty();

    private static string Command(string command) => $"steps:\n  - command: |\n      {command}\n";

    private static ImmutableArray<Diagnostic> Check(string yaml, params (string Name, string Value)[] variables) =>
        PipelineValidation.Of(
            [new SourceFile("a.yml", yaml)],
            new CheckScope
            {
                IsWholeBuild = true,
                Variables = Variables.Of(variables.Select(variable => KeyValuePair.Create(variable.Name, variable.Value))),
            }
        );

    private static ImmutableArray<PipelineDocument> Uploads(params string[] files) =>
        [.. files.Index().Select(file => PipelineDocument.Read(new SourceFile($"{file.Index + 1}.yml", file.Item)).Value!)];
}
