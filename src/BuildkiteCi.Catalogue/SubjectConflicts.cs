namespace BuildkiteCi.Catalogue;

/// <summary>No two files are about one subject, and no two subjects have one form in keys and file names.</summary>
public sealed class SubjectConflicts
{
    /// <summary>C010: a subject is in the catalogue twice, or is about to be.</summary>
    public static Rule AlreadyThere { get; } =
        new(
            "C010",
            Severity.Error,
            "Two files are about one subject",
            """
            # models/a.yml and models/b.yml
            env: { CI_TARGET: Qwen/Qwen3-4B }
            """,
            """
            # models/b.yml
            env: { CI_TARGET: Qwen/Qwen3-32B }
            """
        )
        {
            Why = "A model had two files after a rename. Both wrote one row, and which result it showed depended on which job ended last.",
        };

    /// <summary>C011: two subjects have one name in files and keys.</summary>
    public static Rule CollidingNames { get; } =
        new(
            "C011",
            Severity.Error,
            "Two names have one form in file names and step keys",
            """
            # models/a.yml and features/b.yml
            env: { CI_TARGET: "a/b" }
            env: { CI_TARGET: "a.b" }
            """,
            """
            # features/b.yml
            env: { CI_TARGET: "a-b" }
            """
        )
        {
            Why = "'a.b' and 'a_b' became one key. Buildkite refused the upload of a whole generation.",
        };

    private readonly List<Named> named = [];
    private readonly HashSet<(string Path, SubjectName Subject)> known = [];

    /// <summary>Adds a file; of it only the name and where that is are kept.</summary>
    public void Add(ExpandedFile file)
    {
        if (file.Subject is { } subject && known.Add((file.File.Path, subject)))
            named.Add(new Named(subject, file.File.Path, file.Stages[0].LocationOf("CI_TARGET")));
    }

    /// <summary>The conflicts between files, each reported in both: either may be the one that has just been added.</summary>
    public IEnumerable<Diagnostic> Found()
    {
        foreach (var same in named.GroupBy(file => file.Subject))
            foreach (var file in same.DistinctBy(file => file.Path))
                if (same.FirstOrDefault(other => other.Path != file.Path) is { } other)
                    yield return new Diagnostic(
                        AlreadyThere,
                        file.Location,
                        $"'{same.Key}' has another file: {other.Path}",
                        "make one file of both"
                    );

        // Some file systems do not tell upper from lower case, and whether Buildkite's keys do is not documented.
        foreach (var same in named.GroupBy(file => file.Subject.Form, StringComparer.OrdinalIgnoreCase))
            foreach (var file in same)
                if (same.FirstOrDefault(other => other.Subject != file.Subject) is { } other)
                    yield return new Diagnostic(
                        CollidingNames,
                        file.Location,
                        $"'{file.Subject}' and '{other.Subject}' ({other.Path}) are both '{same.Key}' in file names and step keys",
                        "rename one of them"
                    );
    }

    private sealed record Named(SubjectName Subject, string Path, SourceLocation Location);
}
