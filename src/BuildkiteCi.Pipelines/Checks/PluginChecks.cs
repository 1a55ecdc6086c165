using BuildkiteCi.Pipelines.Rules;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Checks;

/// <summary>Checks of plugins, already in normal form.</summary>
internal static class PluginChecks
{
    /// <summary>Each plugin names its version.</summary>
    public static void Plugins(YamlEntry attribute, DiagnosticBag findings)
    {
        foreach (var plugin in Values.Items(attribute.Value).OfType<YamlMapping>().SelectMany(item => item.Entries))
        {
            // The agent stack for Kubernetes reads its own pseudo-plugin; there is nothing to fetch.
            if (
                plugin.Key is "" or "kubernetes"
                || plugin.Key.StartsWith('#')
                || plugin.Key.Contains('$', StringComparison.Ordinal)
                || plugin.Key.StartsWith('.')
                || plugin.Key.StartsWith('/')
                || PluginSource.Version(plugin.Key) is not null
            )
                continue;
            findings.Add(
                RunningRules.PluginWithoutVersion,
                plugin.Location,
                $"plugin '{plugin.Key}' has no version, so every build may run another one",
                $"write '{plugin.Key}#v1.2.3'"
            );
        }
    }
}
