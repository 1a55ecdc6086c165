namespace BuildkiteCi.Pipelines.Yaml;

/// <summary>What a file may hold at most. Far above any real pipeline, low enough that hostile input ends soon.</summary>
public static class YamlLimits
{
    /// <summary>Characters of a file.</summary>
    public const int MaxLength = 10_000_000;

    /// <summary>Levels of nesting.</summary>
    public const int MaxDepth = 100;

    /// <summary>Nodes of a document, each alias counted with all that it means, and each 64 characters of a long text as one
    /// more.</summary>
    public const int MaxNodes = 250_000;
}
