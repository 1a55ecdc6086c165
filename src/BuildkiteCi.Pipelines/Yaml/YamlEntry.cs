namespace BuildkiteCi.Pipelines.Yaml;

/// <summary>A key of a mapping with its value.</summary>
/// <param name="Location">Where the key is.</param>
/// <param name="Key">The key as text; numbers and truth values that serve as keys are their text, as in Buildkite.</param>
/// <param name="Value">The value.</param>
public sealed record YamlEntry(SourceLocation Location, string Key, YamlNode Value);
