using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Composing.Checks.Declared;

/// <summary>C016: stages stand in another order than they run in.</summary>
internal sealed class StageOutOfOrder : CatalogueRule
{
    public override Rule Rule { get; } =
        new(
            "C016",
            Severity.Error,
            "A stage comes before one that runs earlier",
            """
            steps:
              - { key: a, command: pytest, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: Benchmark, CI_CATEGORY: text-only } }
              - { key: b, command: pytest, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only } }
            """,
            """
            steps:
              - { key: b, command: pytest, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only } }
              - { key: a, command: pytest, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: Benchmark, CI_CATEGORY: text-only } }
            """
        )
        {
            Why =
                "The accuracy test ran before the unit test that it waits for, and held a large machine for hours until the unit test "
                + "failed.",
        };

    internal override IEnumerable<Diagnostic> Check(ExpandedFile file, Fleet fleet) =>
        from one in OrderedStage.Of(file)
        where one.Before is not null && one.Place < one.PlaceBefore
        select new Diagnostic(
            Rule,
            one.Stage.LocationOf("CI_STAGE"),
            $"stage '{one.Stage.Stage}' runs before '{one.Before!.Stage}' and comes after it",
            "move its steps up");
}
