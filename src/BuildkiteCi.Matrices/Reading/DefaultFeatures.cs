using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Matrices.Reading;

/// <summary>Reads <c>default_features.txt</c>: the features that pass by definition, one a line, <c>Name (category)</c>.</summary>
public static class DefaultFeatures
{
    /// <summary>A line of default_features.txt is not 'Name (category)'.</summary>
    internal static Rule MalformedDefaultFeature { get; } =
        new(
            "M001",
            Severity.Error,
            "A line of default_features.txt is not 'Name (category)'",
            "Chunked Prefill",
            "Chunked Prefill (feature support matrix)"
        )
        {
            Why = "A line lacked its category. The feature was in no matrix, and the release notes lacked it.",
        };

    /// <summary>A feature occurs twice in default_features.txt.</summary>
    internal static Rule DoubledDefaultFeature { get; } = new(
        "M002", Severity.Error, "A feature occurs twice in default_features.txt",
        "Chunked Prefill (feature support matrix)\nChunked Prefill (feature support matrix)", "Chunked Prefill (feature support matrix)")
    {
        Why = "A feature was listed twice, and its matrix had two rows of one name.",
    };

    /// <summary>Reads the file; blank lines and lines that start with <c>#</c> say nothing.</summary>
    public static Diagnosed<IReadOnlyList<ListedSubject>> Read(SourceFile file)
    {
        var found = new List<Diagnostic>();
        var features = new List<ListedSubject>();
        var number = 0;
        foreach (var line in file.Text.Split('\n').Select(line => line.Trim()))
        {
            number++;
            if (line.Length == 0 || line.StartsWith('#')) continue;
            var open = line.LastIndexOf('(');
            var category = open > 0 && line.EndsWith(')') ? line[(open + 1)..^1].Trim() : "";
            var name = open > 0 ? SubjectName.Parse(line[..open].Trim()) : null;
            if (name is null || category.Length == 0)
                found.Add(
                    new Diagnostic(
                        MalformedDefaultFeature,
                        new SourceLocation(file.Path, number, 1),
                        $"'{line}' is not 'Name (category)'",
                        "write the feature's name, a blank, and its category in parentheses"
                    )
                );
            else if (features.Any(feature => feature.Name == name))
                found.Add(
                    new Diagnostic(
                        DoubledDefaultFeature,
                        new SourceLocation(file.Path, number, 1),
                        $"'{name}' is listed twice",
                        "remove one of the lines"
                    )
                );
            else
                features.Add(new ListedSubject(name, SubjectKind.Feature, new Category(category)));
        }

        return Diagnosed.With<IReadOnlyList<ListedSubject>>(features, found);
    }
}
