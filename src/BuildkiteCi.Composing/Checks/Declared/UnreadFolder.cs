using BuildkiteCi.Catalogue;
using BuildkiteCi.Composing.Settings;

namespace BuildkiteCi.Composing.Checks.Declared;

/// <summary>C037: a folder holds subjects, and no build reads it.</summary>
internal sealed class UnreadFolder : CheckedRule
{
    internal static readonly Rule Definition =
        new(
            "C037",
            Severity.Warning,
            "A folder holds files of subjects, and no build reads it",
            """
            # .buildkite/model/a.yml
            steps:
              - { key: a, command: pytest, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only } }
            """,
            """
            # .buildkite/models/a.yml
            steps:
              - { key: a, command: pytest, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only } }
            """
        )
        {
            Why = "A folder was named in the singular: its model was added, reviewed and merged, and never tested.",
        };

    public override Rule Rule => Definition;

    private static readonly string[] NotOfSubjects = ["excluded", "pipeline_generation", "templates", "examples"];

    /// <summary>One finding a folder, at its first file.</summary>
    public static IEnumerable<Diagnostic> Of(IFileTree files, CiSettings settings)
    {
        var known = settings.Folders.Select(folder => folder.Name).ToHashSet(StringComparer.Ordinal);
        return
            from path in files.List(SubjectCatalogue.Home)
            where Path.GetExtension(path) is ".yml" or ".yaml"
            let parts = path.Split('/')
            where parts.Length > 2 && !known.Contains(parts[1]) && !NotOfSubjects.Contains(parts[1])
            where files.Read(path, [])?.Contains("CI_TARGET:", StringComparison.Ordinal) == true
            group path by parts[1] into folder
            let others = folder.Count() - 1
            select new Diagnostic(
                Definition,
                SourceLocation.Of(folder.First()),
                $"the folder '{folder.Key}' holds subjects{(others > 0 ? $", {others} more files" : "")}, and no build reads it",
                Spelling.Suggest(folder.Key, known.Order(StringComparer.Ordinal), "add it below 'catalogue' in ci.yml, or remove it"));
    }
}
