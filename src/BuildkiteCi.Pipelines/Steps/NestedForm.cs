using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Steps;

/// <summary>
/// The nested form of a step: its attributes stand in a mapping under the word that tells its kind, <c>wait: {continue_on_failure:
/// true}</c>.
/// It means the same as the flat form. Source: Buildkite's pipeline schema.
/// </summary>
internal static class NestedForm
{
    /// <summary>The attributes of a step, wherever they stand; empty for a bare word.</summary>
    /// <param name="node">The step.</param>
    /// <param name="kinds">The words that tell its kind.</param>
    public static YamlMapping Flat(YamlNode node, params ReadOnlySpan<string> kinds)
    {
        if (node is not YamlMapping mapping) return YamlMapping.Of();
        foreach (var kind in kinds)
        {
            if (mapping[kind] is YamlMapping inner)
                return mapping with
                {
                    Entries = [.. mapping.Entries.Where(entry => entry.Key != kind && !inner.Has(entry.Key)), .. inner.Entries],
                };
        }

        return mapping;
    }
}
