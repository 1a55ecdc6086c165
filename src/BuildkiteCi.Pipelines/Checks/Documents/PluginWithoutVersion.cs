using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Checks.Documents;

/// <summary>P060: a plugin has no version.</summary>
internal sealed class PluginWithoutVersion : DocumentRule
{
    public override Rule Rule { get; } =
        new(
            "P060",
            Severity.Warning,
            "A plugin has no version",
            """
            steps:
              - command: make test
                plugins:
                  - docker: { image: alpine }
            """,
            """
            steps:
              - command: make test
                plugins:
                  - docker#v5.11.0: { image: alpine }
            """
        )
        {
            Why = "A plugin without a version was changed by its author in the afternoon, and in the night every job that used it failed.",
        };

    internal override void Check(PipelineDocument document, CheckScope scope, DiagnosticBag found)
    {
        foreach (var attribute in StepAttributes.Of(document, "plugins")) Check(attribute, found);
    }

    private void Check(YamlEntry attribute, DiagnosticBag found)
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
            found.Add(
                Rule,
                plugin.Location,
                $"plugin '{plugin.Key}' has no version, so every build may run another one",
                $"write '{plugin.Key}#v1.2.3'"
            );
        }
    }
}
