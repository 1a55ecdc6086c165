using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Composing.Checks.Declared;

/// <summary>C028: a subject's name cannot be one.</summary>
internal sealed class NoName : CatalogueRule
{
    public override Rule Rule { get; } =
        new(
            "C028",
            Severity.Error,
            "CI_TARGET is no name",
            """
            steps:
              - { key: a, command: pytest, env: { CI_TARGET: "=Qwen/Qwen3-4B", CI_STAGE: UnitTest, CI_CATEGORY: text-only } }
            """,
            """
            steps:
              - { key: a, command: pytest, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only } }
            """
        )
        {
            Why = "A target with a blank at its end was another row: the model was in the matrix twice, once Passing and once Untested.",
        };

    internal override IEnumerable<Diagnostic> Check(ExpandedFile file, Fleet fleet) =>
        from stage in file.Stages
        where stage.Subject is null
        let written = stage.Declared("CI_TARGET") ?? ""
        select new Diagnostic(
            Rule,
            stage.LocationOf("CI_TARGET"),
            $"the name '{written}' {SubjectName.WhatIsWrongWith(written)}",
            "write the subject's name as the matrices are to show it");
}
