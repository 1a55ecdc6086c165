namespace Cake.Buildkite;

/// <summary>How a dry run prints a pipeline.</summary>
public enum BuildkitePipelineFormat
{
    /// <summary>One JSON object a document.</summary>
    Json,

    /// <summary>YAML.</summary>
    Yaml,
}
