namespace BuildkiteCi.Pipelines.Yaml;

/// <summary>Reads YAML, and JSON as a part of it, as Buildkite's agent does.</summary>
public static class YamlReader
{
    /// <summary>
    /// Reads the first document of a file. Never throws: whatever is wrong is a diagnostic (P001 to P010). Limits are
    /// <see cref="YamlLimits"/>; time and memory grow linearly with the file.
    /// </summary>
    /// <returns>
    /// The document's root, or null where the file is no YAML. Where single values are wrong (a repeated key, a wrong tag) the root is
    /// there beside the errors, so that everything else can be checked too.
    /// </returns>
    public static Diagnosed<YamlNode> Read(SourceFile file) => new YamlReading(file).Read();
}
