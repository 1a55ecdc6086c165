using BuildkiteCi.Catalogue;
using BuildkiteCi.Pipelines.Interpolation;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Composing.Checks.Declared;

/// <summary>Whether a text, as it is written, tells the generation.</summary>
internal static class GenerationText
{
    private const string Name = "TPU_VERSION";

    /// <summary>How a text tells it: with the first generation as the default.</summary>
    public static string Variable(Fleet fleet) => $"${{{Name}:-{fleet.Generations[0].TpuVersion}}}";

    // A file that runs on one generation alone may write that one out.
    public static bool Tells(YamlScalar text, CatalogueFile file, Fleet fleet) =>
        TextTemplate.Parse(text.Canonical).Template?.Expressions().Any(expression => expression.Name == Name) != false
        || fleet.Generations.Where(file.RunsOn).Take(2).ToArray() is [var only]
            && text.Canonical.StartsWith(only.TpuVersion, StringComparison.Ordinal);
}
