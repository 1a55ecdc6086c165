using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Interpolation;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Catalogue;

/// <summary>Expands files of the catalogue for a generation, as Buildkite's agent would with that generation's variables.</summary>
public static class CatalogueExpansion
{
    /// <summary>Expands one file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="generation">The generation; its own variables win over <paramref name="variables"/>.</param>
    /// <param name="variables">Further variables, by name.</param>
    public static Checked<ExpandedFile> For(this CatalogueFile file, Generation generation, IReadOnlyDictionary<string, string> variables)
    {
        var diagnostics = new List<Diagnostic>();
        var expanded = Expand(file.Pipeline, Variables.Of(variables).With(generation.Variables), diagnostics);
        if (expanded is not YamlMapping pipeline || pipeline["steps"] is not YamlSequence steps) return Checked.With<ExpandedFile>(null, diagnostics);
        var stages = StageSteps.Find(file.Path, steps.Items, diagnostics);
        return Checked.With(new ExpandedFile(file, generation, steps.Items, stages), diagnostics);
    }

    private static YamlNode Expand(YamlNode node, Variables variables, List<Diagnostic> diagnostics) => node switch
    {
        YamlScalar { IsText: true } scalar => scalar.WithText(Expand(scalar.Text, scalar.MarkAt, variables, diagnostics)),
        YamlSequence sequence => sequence with { Items = [.. sequence.Items.Select(item => Expand(item, variables, diagnostics))] },
        YamlMapping mapping => mapping with
        {
            Entries =
            [
                .. mapping.Entries.Select(entry => entry with
                {
                    Key = Expand(entry.Key, _ => entry.Mark, variables, diagnostics),
                    Value = Expand(entry.Value, variables, diagnostics),
                }),
            ],
        },
        _ => node,
    };

    private static string Expand(string text, Func<int, Mark> markAt, Variables variables, List<Diagnostic> diagnostics)
    {
        if (!text.Contains('$', StringComparison.Ordinal)) return text;
        var (template, problem) = TextTemplate.Parse(text);
        if (problem is not null) diagnostics.Add(problem.At(markAt(problem.Offset)));
        if (template is null) return text;
        var (expanded, problems) = template.Expand(variables);
        diagnostics.AddRange(problems.Select(found => found.At(markAt(found.Offset))));
        return expanded ?? text;
    }
}
