using BuildkiteCi.Catalogue;
using BuildkiteCi.Composing.Checks.Declared;

namespace BuildkiteCi.Composing.Checks;

/// <summary>Checks that no two files are about one subject, and no two subjects have one form in keys and file names.</summary>
internal static class NameChecks
{
    public static IEnumerable<Diagnostic> Of(IReadOnlyCollection<ExpandedFile> files)
    {
        var subjects = files.Where(file => file.Target is not null).DistinctBy(file => (file.File.Path, file.Target)).ToArray();
        // Said in both files: either may be the one that has just been added.
        foreach (var same in subjects.GroupBy(file => file.Target!, StringComparer.Ordinal))
        foreach (var file in same.DistinctBy(file => file.File.Path))
            if (same.FirstOrDefault(other => other.File.Path != file.File.Path) is { } other)
                yield return new Diagnostic(
                    CatalogueRules.AlreadyThere,
                    file.Stages[0].LocationOf("CI_TARGET"),
                    $"'{same.Key}' has another file: {other.File.Path}",
                    "make one file of both"
                );

        // Some file systems do not tell upper from lower case, and whether Buildkite's keys do is not documented.
        foreach (
            var same in subjects
                .GroupBy(file => SubjectName.Parse(file.Target!)?.Form, StringComparer.OrdinalIgnoreCase)
                .Where(same => same.Key is not null)
        )
        foreach (var file in same)
            if (same.FirstOrDefault(other => other.Target != file.Target) is { } other)
                yield return new Diagnostic(
                    CatalogueRules.CollidingNames,
                    file.Stages[0].LocationOf("CI_TARGET"),
                    $"'{file.Target}' and '{other.Target}' ({other.File.Path}) are both '{same.Key}' in file names and step keys",
                    "rename one of them"
                );
    }
}
