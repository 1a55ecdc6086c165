using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Steps;

/// <summary>A step that waits for a person to let the build go on.</summary>
/// <param name="Node">A mapping, or the word <c>block</c> or <c>manual</c>.</param>
/// <param name="Source">The step as it is in its file.</param>
public sealed record BlockStep(YamlNode Node, YamlNode Source) : Step(Node, Source)
{
    /// <inheritdoc/>
    public override string Kind => "block";

    /// <inheritdoc/>
    public override YamlMapping Body => NestedForm.Flat(Node, "block", "manual");

    /// <inheritdoc/>
    public override YamlScalar? Label => Text("block") ?? Text("manual") ?? base.Label;

    /// <inheritdoc/>
    public override Step With(YamlNode node) => this with { Node = node };
}
