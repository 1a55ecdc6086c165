using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Composing.Checks.Declared;

/// <summary>C014: a category does not belong into the file's folder.</summary>
internal sealed class CategoryOfOtherFolder : CatalogueRule
{
    public override Rule Rule { get; } =
        new(
            "C014",
            Severity.Error,
            "A category does not fit the folder that the file lies in",
            """
            # models/a.yml
            steps:
              - { key: a, command: pytest, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text only } }
            """,
            """
            # models/a.yml
            steps:
              - { key: a, command: pytest, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only } }
            """
        )
        {
            IsConvention = true,
            Why = "A model's file was in the folder of features. Its row was in no matrix, and the release notes lacked the model.",
        };

    internal override IEnumerable<Diagnostic> Check(ExpandedFile file, Fleet fleet)
    {
        var known = file.File.Folder.Categories;
        return
            from stage in file.Stages
            where !known.Contains(stage.Category)
            select new Diagnostic(
                Rule,
                stage.LocationOf("CI_CATEGORY"),
                $"the folder '{file.File.Folder}' has no category '{stage.Category}'",
                Spelling.Suggest(stage.Category.Name, known.Select(one => one.Name), $"it has {string.Join(", ", known)}; or move the file"));
    }
}
