using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Checks;

/// <summary>Diagnostics at the place of a node.</summary>
public static class DiagnosticPlaces
{
    /// <summary>Adds a problem at a node's place; an anchor that several steps share is reported once.</summary>
    public static void Add(this DiagnosticBag bag, Rule rule, YamlNode at, string message, string fix) =>
        bag.Add(rule, at.Location, message, fix);
}
