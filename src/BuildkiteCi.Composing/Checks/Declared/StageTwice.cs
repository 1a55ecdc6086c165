using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Composing.Checks.Declared;

/// <summary>C017: a stage is tested twice.</summary>
internal sealed class StageTwice : CatalogueRule
{
    public override Rule Rule { get; } =
        new(
            "C017",
            Severity.Error,
            "A stage is stated twice, and a matrix shows one result",
            """
            steps:
              - { key: a, command: pytest, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only } }
              - { key: b, command: pytest, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only } }
            """,
            """
            steps:
              - { key: a, commands: [pytest a, pytest b], env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only } }
            """
        )
        {
            Why = "Two steps recorded one stage. The test that failed ended first, and the other one overwrote it with Passing.",
        };

    internal override IEnumerable<Diagnostic> Check(ExpandedFile file, Fleet fleet) =>
        from one in OrderedStage.Of(file)
        where one.Before is not null && one.Place == one.PlaceBefore
        select new Diagnostic(
            Rule,
            one.Stage.LocationOf("CI_STAGE"),
            $"stage '{one.Stage.Stage}' is above already, in step '{one.Before!.Key}'",
            "make one step of both");
}
