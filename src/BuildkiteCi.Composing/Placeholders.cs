using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Interpolation;
using BuildkiteCi.Pipelines.Yaml;
using BuildkiteCi.Pipelines;

namespace BuildkiteCi.Composing;

/// <summary>Fills the placeholders of a listed file: within each of its texts, so that no value can change what the file is made
/// of.</summary>
internal static class Placeholders
{
    public static PipelineDocument Fill(ListedPipelineFile file, Variables variables)
    {
        if (file.Listed.Replaced.IsEmpty) return file.Document;
        ImmutableArray<(string Placeholder, string Value)> values =
        [
            .. file.Listed.Replaced.Select(one => (one.Key, Literal(one.Value.Expand(variables).Text ?? ""))),
        ];
        return PipelineDocument.Parse(Filled(file.Document.ToNode(), values), file.Document.Path).Value ?? file.Document;
    }

    // The file is interpolated afterwards: a dollar sign of a value is no variable.
    private static string Literal(string value) => value.Replace("$", "$$", StringComparison.Ordinal);

    private static YamlNode Filled(YamlNode node, ImmutableArray<(string Placeholder, string Value)> values) =>
        node switch
        {
            YamlMapping mapping => mapping with
            {
                Entries =
                [
                    .. mapping.Entries.Select(entry => entry with { Key = Filled(entry.Key, values), Value = Filled(entry.Value, values) }),
                ],
            },
            YamlSequence sequence => sequence with { Items = [.. sequence.Items.Select(item => Filled(item, values))] },
            YamlScalar scalar when Filled(scalar.Canonical, values) is var text && text != scalar.Canonical => scalar.WithText(text),
            _ => node,
        };

    private static string Filled(string text, ImmutableArray<(string Placeholder, string Value)> values) =>
        values.Aggregate(text, (made, one) => made.Replace(one.Placeholder, one.Value, StringComparison.Ordinal));
}
