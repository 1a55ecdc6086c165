using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Composing.Checks.Declared;

/// <summary>C013: a file states several categories.</summary>
internal sealed class SeveralCategories : CatalogueRule
{
    public override Rule Rule { get; } =
        new(
            "C013",
            Severity.Error,
            "A catalogue file states more than one category",
            """
            steps:
              - { key: a, command: pytest, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only } }
              - { key: b, command: pytest, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: Accuracy/Correctness, CI_CATEGORY: multimodal } }
            """,
            """
            steps:
              - { key: a, command: pytest, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only } }
              - { key: b, command: pytest, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: Accuracy/Correctness, CI_CATEGORY: text-only } }
            """
        )
        {
            Why = "A subject with two categories appeared in two matrices, each with half of its stages Untested.",
        };

    internal override IEnumerable<Diagnostic> Check(ExpandedFile file, Fleet fleet) =>
        from stage in file.Stages
        let first = file.Stages[0].Category
        where stage.Category != first
        select new Diagnostic(
            Rule,
            stage.LocationOf("CI_CATEGORY"),
            $"this stage is in '{stage.Category}', the first one in '{first}'",
            "write the same category in all");
}
