using BuildkiteCi.Pipelines.Interpolation;

namespace BuildkiteCi.Pipelines.Tests;

/// <summary>Files with several YAML documents, and what is secret in them.</summary>
public sealed class PipelineFileTests
{
    [Theory]
    [InlineData("steps: []\n", 1)]
    [InlineData("---\nsteps: []\n", 1)]
    [InlineData("# a comment\n---\nsteps: []\n", 1)]
    [InlineData("steps: []\n---\nsteps: []\n", 2)]
    [InlineData("--- # first\nsteps: []\n---\nsteps: []\n---\nsteps: []\n", 3)]
    [InlineData("steps: [{ command: \"echo\\n---\" }]\n", 1)]
    [InlineData("steps:\n  - command: |\n      ---\n      x\n", 1)]
    public void Every_document_of_a_file_is_a_pipeline(string text, int count) =>
        PipelineFile.Read(new SourceFile("p.yml", text)).Length.ShouldBe(count);

    [Fact]
    public void An_empty_document_behind_a_line_is_an_error() =>
        PipelineFile.Read(new SourceFile("p.yml", "steps: []\n---\n")).ShouldContain(document => document.HasErrors);

    [Fact]
    public void What_is_wrong_in_a_later_document_is_reported_where_it_stands()
    {
        var second = PipelineFile.Read(new SourceFile("p.yml", "steps: []\n---\nsteps: 7\n"))[1];

        second.Diagnostics.ShouldHaveSingleItem().ToString().ShouldStartWith("p.yml:3:8: error ");
    }

    [Fact]
    public void What_the_env_of_one_document_sets_the_next_ones_see()
    {
        var reading = new PipelineReading(Variables.None);

        var documents = reading
            .Read(new SourceFile("p.yml", "env: { WORD: one }\nsteps: []\n---\nsteps: [{ command: echo $WORD }]\n"))
            .ToList();

        documents[1].Value!.ToJson().ShouldContain("echo one");
    }

    [Theory]
    [InlineData(
        "steps: [{ command: echo abc123def }]",
        "pipeline contains values interpolated from the following secret environment variables: MY_TOKEN"
    )]
    [InlineData(
        "steps: [{ command: x, env: { OTHER_TOKEN: abcdefgh } }]",
        "pipeline contains values for the following secret environment variables: OTHER_TOKEN"
    )]
    [InlineData(
        "env: { OTHER_TOKEN: abcdefgh }\nsteps: []",
        "pipeline contains values for the following secret environment variables: OTHER_TOKEN"
    )]
    [InlineData(
        "steps: [{ trigger: x, build: { env: { OTHER_TOKEN: abcdefgh } } }]",
        "pipeline contains values for the following secret environment variables: OTHER_TOKEN"
    )]
    [InlineData("steps: [{ command: x, env: { OTHER_TOKEN: $MY_TOKEN, B_TOKEN: short } }]", null)]
    public void A_pipeline_that_holds_a_secret_is_found_out(string yaml, string? problem) =>
        UploadSecrets
            .Problems(
                PipelineDocument.Read(new SourceFile("p.yml", yaml)).Value!,
                [KeyValuePair.Create("MY_TOKEN", "abc123def")],
                SecretNames.Usual
            )
            .ShouldBe(problem is null ? [] : [problem]);

    [Theory]
    [InlineData("- wait: { continue_on_failure: true }", true)]
    [InlineData("- wait: ~\n    continue_on_failure: true", true)]
    [InlineData("- wait", false)]
    public void The_nested_form_of_a_wait_means_the_same(string step, bool continues)
    {
        var wait = PipelineDocument
            .Read(new SourceFile("p.yml", $"steps:\n  {step}\n"))
            .Value!.Steps[0]
            .ShouldBeOfType<BuildkiteCi.Pipelines.Steps.WaitStep>();

        wait.ContinuesOnFailure.ShouldBe(continues);
    }

    [Fact]
    public void The_nested_form_of_a_block_has_its_label_and_key()
    {
        var block = PipelineDocument.Read(new SourceFile("p.yml", "steps: [{ block: { label: go on?, key: gate } }]")).Value!.Steps[0];

        (block.Label?.Canonical, block.Key?.Canonical).ShouldBe(("go on?", "gate"));
        block.ToNode().ShouldBe(block.Source);
    }
}
