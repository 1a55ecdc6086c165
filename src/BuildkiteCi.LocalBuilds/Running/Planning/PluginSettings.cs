using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.LocalBuilds.Running.Planning;

/// <summary>The settings of a plugin in a step, with a job's matrix values put in.</summary>
/// <param name="settings">As they are written.</param>
/// <param name="apply">Puts matrix values into a text.</param>
internal sealed class PluginSettings(YamlMapping settings, Func<string, string> apply)
{
    /// <summary>Their names, in order.</summary>
    public IEnumerable<string> Names => settings.Entries.Select(entry => entry.Key);

    /// <summary>Whether one is there.</summary>
    public bool Has(string name) => settings.Has(name);

    /// <summary>A text; empty where it is missing.</summary>
    public string Text(string name) => settings.Scalar(name) is { } scalar ? apply(scalar.Canonical) : "";

    /// <summary>Whether one is on, as plugins read it; null where it is missing or no switch.</summary>
    public bool? Flag(string name) => Text(name) switch { "true" or "on" or "1" => true, "false" or "off" or "0" => false, _ => null };

    /// <summary>The texts of a list, a single text standing for a list of one; of a mapping <c>KEY=value</c>.</summary>
    public ImmutableArray<string> List(string name) =>
        settings[name] switch
        {
            YamlScalar { Canonical.Length: > 0 } => [Text(name)],
            YamlSequence list => [.. list.Items.OfType<YamlScalar>().Select(item => apply(item.Canonical))],
            YamlMapping table =>
            [
                .. table
                    .Entries.Where(entry => entry.Value is YamlScalar)
                    .Select(entry => $"{entry.Key}={apply(((YamlScalar)entry.Value).Canonical)}"),
            ],
            _ => [],
        };

    /// <summary>An option for every text of a list.</summary>
    public IEnumerable<string> Options(string name, string option) => List(name).SelectMany(text => new[] { option, text });
}
