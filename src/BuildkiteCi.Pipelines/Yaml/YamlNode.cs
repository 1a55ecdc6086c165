namespace BuildkiteCi.Pipelines.Yaml;

/// <summary>
/// A node of a YAML document: a <see cref="YamlScalar"/>, <see cref="YamlSequence"/> or <see cref="YamlMapping"/>; there are no others.
/// Anchors, aliases and merge keys are resolved. Two nodes are equal where they mean the same: where they stand and how they were quoted
/// makes no difference.
/// </summary>
/// <param name="Location">Where the node is; an alias is where its anchor is.</param>
public abstract record YamlNode(SourceLocation Location)
{
    /// <summary>The location of a node that no file holds.</summary>
    public static SourceLocation Generated { get; } = SourceLocation.Of("(generated)");

    /// <summary>What a message calls this kind of node: <c>a text</c>, <c>a list</c>.</summary>
    public abstract string KindName { get; }
}
