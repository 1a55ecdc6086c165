using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Composing.Checks.Declared;

/// <summary>C015: a folder's subjects have no such stage.</summary>
internal sealed class UnknownStage : CatalogueRule
{
    public override Rule Rule { get; } =
        new(
            "C015",
            Severity.Error,
            "A stage is none of the folder's",
            """
            # models/a.yml
            steps:
              - { key: a, command: pytest, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: Unit Test, CI_CATEGORY: text-only } }
            """,
            """
            # models/a.yml
            steps:
              - { key: a, command: pytest, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only } }
            """
        )
        {
            IsConvention = true,
            Why = "A stage was written as another matrix calls it. Its result was recorded, and no column showed it.",
        };

    internal override IEnumerable<Diagnostic> Check(ExpandedFile file, Fleet fleet)
    {
        var known = file.File.Folder.Stages;
        return
            from stage in file.Stages
            where !known.Contains(stage.Stage)
            select new Diagnostic(
                Rule,
                stage.LocationOf("CI_STAGE"),
                $"the folder '{file.File.Folder}' has no stage '{stage.Stage}'",
                Spelling.Suggest(stage.Stage.Name, known.Select(one => one.Name), $"it has {string.Join(", ", known)}"));
    }
}
