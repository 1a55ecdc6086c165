using BuildkiteCi.LocalBuilds.Running.Planning;
using BuildkiteCi.Pipelines;
using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.LocalBuilds.Tests.Running.Planning;

public sealed class ChangedStepsTests
{
    [Theory]
    [InlineData("docs/**", true)]
    [InlineData("docs/*", false)]
    [InlineData("[README.md, 'src/*.cs']", true)]
    [InlineData("'**/*.{rs,md}'", true)]
    [InlineData("lib/**", false)]
    [InlineData("{ include: '**', exclude: 'docs/**' }", true)]
    [InlineData("{ include: 'docs/**', exclude: ['**/*.md'] }", false)]
    [InlineData("[]", false)]
    public void A_step_runs_where_a_changed_file_fits(string patterns, bool runs)
    {
        var step = Apply($"steps: [{{ command: make, if_changed: {patterns} }}]", "docs/pages/a.md", "src/a.cs")
            .Steps.ShouldHaveSingleItem();

        (((CommandStep)step).SkipReason is null).ShouldBe(runs);
        step.Body.Has("if_changed").ShouldBeFalse();
    }

    [Fact]
    public void A_skipped_step_says_which_files_it_waits_for()
    {
        var steps = Apply(
            "steps: [{ command: make, if_changed: [lib/**, Makefile] }, { group: v6e, if_changed: lib/**, steps: [{ command: make }] }]",
            "src/a.cs"
        ).Steps;

        ((CommandStep)steps[0]).SkipReason.ShouldBe("no changed file matches lib/**, Makefile");
        steps[1].Body.Scalar("skip")!.Canonical.ShouldBe("no changed file matches lib/**");
    }

    [Theory]
    [InlineData("steps: [{ command: make, if_changed: lib/** }]", null)]
    [InlineData("steps: [{ command: make, if_changed: lib/**, skip: false }]", null)]
    public void Nothing_is_skipped_where_nobody_knows_what_changed(string yaml, string? reason) =>
        ((CommandStep)ChangedSteps.Apply(Read(yaml), changed: null).Steps[0]).SkipReason.ShouldBe(reason);

    [Fact]
    public void A_reason_of_its_own_stays() =>
        ((CommandStep)Apply("steps: [{ command: make, if_changed: lib/**, skip: not today }]", "src/a.cs").Steps[0]).SkipReason.ShouldBe(
            "not today"
        );

    private static PipelineDocument Apply(string yaml, params string[] changed) => ChangedSteps.Apply(Read(yaml), [.. changed]);

    private static PipelineDocument Read(string yaml) => PipelineDocument.Read(new SourceFile("p.yml", yaml)).Value!;
}
