using BuildkiteCi.Catalogue;
using BuildkiteCi.Matrices.Rules;

namespace BuildkiteCi.Matrices.Reading;

/// <summary>Reads <c>default_features.txt</c>: the features that pass by definition, one a line, <c>Name (category)</c>.</summary>
public static class DefaultFeatures
{
    /// <summary>Reads the file; blank lines and lines that start with <c>#</c> say nothing.</summary>
    public static Diagnosed<DefaultFeatureList> Read(SourceFile file)
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
                        MatrixRules.MalformedDefaultFeature,
                        new SourceLocation(file.Path, number, 1),
                        $"'{line}' is not 'Name (category)'",
                        "write the feature's name, a blank, and its category in parentheses"
                    )
                );
            else if (features.Any(feature => feature.Name == name))
                found.Add(
                    new Diagnostic(
                        MatrixRules.DoubledDefaultFeature,
                        new SourceLocation(file.Path, number, 1),
                        $"'{name}' is listed twice",
                        "remove one of the lines"
                    )
                );
            else
                features.Add(new ListedSubject(name, SubjectKind.Feature, category));
        }

        return Diagnosed.With(new DefaultFeatureList([.. features]), found);
    }
}
