using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Composing.Checks.Declared;

/// <summary>C012: a file is about several subjects.</summary>
internal sealed class SeveralTargets : CatalogueRule
{
    public override Rule Rule { get; } =
        new(
            "C012",
            Severity.Error,
            "A catalogue file is about more than one subject",
            """
            steps:
              - { key: a, command: pytest, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only } }
              - { key: b, command: pytest, env: { CI_TARGET: Qwen/Qwen3-32B, CI_STAGE: Accuracy/Correctness, CI_CATEGORY: text-only } }
            """,
            """
            steps:
              - { key: a, command: pytest, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only } }
              - { key: b, command: pytest, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: Accuracy/Correctness, CI_CATEGORY: text-only } }
            """
        )
        {
            Why = "A copied file tested two models. The results of the second were shown in the row of the first.",
        };

    internal override IEnumerable<Diagnostic> Check(ExpandedFile file, Fleet fleet) =>
        from stage in file.Stages
        where stage.Subject != file.Subject
        select new Diagnostic(
            Rule,
            stage.LocationOf("CI_TARGET"),
            $"this stage is of '{stage.Subject}', the first one of '{file.Subject}'",
            "write a file for each subject");
}
