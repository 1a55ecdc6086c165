using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Steps;

/// <summary>A step that asks a person for values, and holds up only the steps that name it.</summary>
/// <param name="Node">A mapping, or the word <c>input</c>.</param>
/// <param name="Source">The step as it is in its file.</param>
public sealed record InputStep(YamlNode Node, YamlNode Source) : Step(Node, Source)
{
    /// <inheritdoc/>
    public override string Kind => "input";

    /// <inheritdoc/>
    public override YamlMapping Body => NestedForm.Flat(Node, "input");

    /// <inheritdoc/>
    public override YamlScalar? Label => Text("input") ?? base.Label;

    /// <inheritdoc/>
    public override Step With(YamlNode node) => this with { Node = node };
}
