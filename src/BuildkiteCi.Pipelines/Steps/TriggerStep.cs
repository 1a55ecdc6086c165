using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Steps;

/// <summary>A step that starts a build of another pipeline.</summary>
/// <param name="Node">A mapping.</param>
/// <param name="Source">The step as it is in its file.</param>
public sealed record TriggerStep(YamlNode Node, YamlNode Source) : Step(Node, Source)
{
    /// <inheritdoc/>
    public override string Kind => "trigger";

    /// <inheritdoc/>
    public override YamlMapping Body => NestedForm.Flat(Node, "trigger");

    /// <summary>The slug of the other pipeline, or null where it is missing.</summary>
    public YamlScalar? Pipeline => Text("trigger");

    /// <inheritdoc/>
    public override Step With(YamlNode node) => this with { Node = node };
}
