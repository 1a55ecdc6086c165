using BuildkiteCi.Catalogue;
using BuildkiteCi.Pipelines.Interpolation;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Composing.Checks;

/// <summary>Checks that keys and labels tell the generation, in the file as it is written.</summary>
internal static class GenerationChecks
{
    private const string Variable = "TPU_VERSION";

    public static IEnumerable<Diagnostic> Of(CatalogueFile file, Fleet fleet)
    {
        var generations = fleet.Generations.Where(file.RunsOn).ToArray();
        foreach (var step in file.Pipeline.AllSteps)
        {
            if (step.Key is { } key && !Tells(key))
                yield return new Diagnostic(
                    CatalogueRules.KeyWithoutGeneration,
                    key.Location,
                    $"the key '{key.Text}' is the same for every generation",
                    $"write \"${{{Variable}:-{fleet.Generations[0].TpuVersion}}}_{key.Text}\""
                )
                {
                    Edit = Prefixed(key, $"${{{Variable}:-{fleet.Generations[0].TpuVersion}}}_{key.Text}"),
                };
            if (step.Label is { } label && !Tells(label))
                yield return new Diagnostic(
                    CatalogueRules.LabelWithoutGeneration,
                    label.Location,
                    $"the label '{label.Text}' does not tell the generation",
                    $"begin it with \"${{{Variable}:-{fleet.Generations[0].TpuVersion}}} \""
                );
        }

        // In quotes, because a brace means something else to YAML within a flow mapping.
        static TextEdit Prefixed(YamlScalar key, string text) =>
            new(key.Location, key.Text, key.Style == ScalarStyle.Plain ? $"\"{text}\"" : text);

        // A file that runs on one generation alone may write that one out.
        bool Tells(YamlScalar text) =>
            TextTemplate.Parse(text.Canonical).Template?.Expressions().Any(expression => expression.Name == Variable) != false
            || generations is [var only] && text.Canonical.StartsWith(only.TpuVersion, StringComparison.Ordinal);
    }
}
