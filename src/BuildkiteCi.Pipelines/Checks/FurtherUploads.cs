using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.Pipelines.Checks;

/// <summary>Tells the steps that bring further steps into their build, so that not every key can be known beforehand.</summary>
public static class FurtherUploads
{
    // Plugins whose purpose it is to upload.
    private static readonly string[] Plugins =
    [
        "monorepo-diff",
        "dynamic-pipeline",
        "file-watcher",
        "pipeline-upload",
        "chomper",
        "metahook",
    ];

    /// <summary>Whether the step uploads more by its own command or by a plugin.</summary>
    public static bool AreMadeBy(CommandStep step) =>
        step.Command.Contains("pipeline upload", StringComparison.Ordinal)
        || step.Body["plugins"] is Yaml.YamlSequence plugins
        && plugins.Items.OfType<Yaml.YamlMapping>().SelectMany(plugin => plugin.Entries)
            .Any(plugin => Array.Exists(Plugins, name => plugin.Key.Contains(name, StringComparison.Ordinal)));
}
