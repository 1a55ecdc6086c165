using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Steps;

/// <summary>A step that the agent does not understand and sends as it is, for Buildkite to judge.</summary>
/// <param name="Node">Whatever is there.</param>
/// <param name="Source">The same, as it is in its file.</param>
public sealed record UnknownStep(YamlNode Node, YamlNode Source) : Step(Node, Source)
{
    /// <inheritdoc/>
    public override string Kind => "unknown";

    /// <inheritdoc/>
    public override YamlMapping Body => NestedForm.Flat(Node, "command");

    /// <inheritdoc/>
    public override Step With(YamlNode node) => this with { Node = node };
}
