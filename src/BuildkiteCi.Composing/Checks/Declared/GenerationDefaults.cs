using BuildkiteCi.Catalogue;
using BuildkiteCi.Pipelines.Interpolation;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Composing.Checks.Declared;

/// <summary>The defaults that a file gives to a generation's variables: <c>${TPU_VERSION:-tpu6e}</c>. Composing never needs them; a file
/// that is uploaded by itself is made of them.</summary>
internal static class GenerationDefaults
{
    /// <summary>All of them, by place, once for a file that several generations share.</summary>
    public static IEnumerable<(string Name, string Value, SourceLocation Location)> Of(ExpandedFile file, Fleet fleet)
    {
        // The file is the same on every generation, and so is what it writes.
        if (
            file.File.Pipeline.Source is not { } source
            || file.Generation != fleet.Generations.First(file.File.RunsOn)
            || !file.File.Source.Text.Contains(":-", StringComparison.Ordinal)
        )
            yield break;
        var variables = file.Generation.Variables;
        foreach (var scalar in Scalars(source))
        {
            if (!scalar.Text.Contains(":-", StringComparison.Ordinal) || TextTemplate.Parse(scalar.Text).Template is not { } template)
                continue;
            foreach (var part in template.Expressions().Where(part => variables.ContainsKey(part.Name)))
                if (
                    Default(scalar.Text[part.Start..part.End], part.Name) is { Length: > 0 } value
                    && !value.Contains('$', StringComparison.Ordinal)
                )
                    yield return (part.Name, value, scalar.LocationAt(part.Start));
        }
    }

    private static string? Default(string expression, string name) =>
        expression.StartsWith($"${{{name}:-", StringComparison.Ordinal) && expression.EndsWith('}')
            ? expression[(name.Length + 4)..^1]
            : null;

    private static IEnumerable<YamlScalar> Scalars(YamlNode node) => node switch
    {
        YamlMapping mapping => mapping.Entries.SelectMany(entry => Scalars(entry.Value)),
        YamlSequence list => list.Items.SelectMany(Scalars),
        YamlScalar scalar => [scalar],
        _ => [],
    };
}
