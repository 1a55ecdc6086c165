using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Steps;

/// <summary>A step that nothing behind it passes before everything before it is done.</summary>
/// <param name="Node">A mapping, or the word <c>wait</c> or <c>waiter</c>.</param>
/// <param name="Source">The step as it is in its file.</param>
public sealed record WaitStep(YamlNode Node, YamlNode Source) : Step(Node, Source)
{
    /// <inheritdoc/>
    public override string Kind => "wait";

    /// <summary>A wait that no file holds.</summary>
    /// <param name="continuesOnFailure">Whether what follows it runs although something before it failed.</param>
    public static WaitStep Of(bool continuesOnFailure)
    {
        var node = YamlMapping.Of(("wait", YamlScalar.Null()));
        if (continuesOnFailure) node = node.With("continue_on_failure", YamlScalar.Of(true));
        return new WaitStep(node, node);
    }

    /// <inheritdoc/>
    public override YamlMapping Body => NestedForm.Flat(Node, "wait", "waiter");

    /// <summary>Whether what follows it runs although something before it failed.</summary>
    public bool ContinuesOnFailure => Flag("continue_on_failure");

    /// <inheritdoc/>
    public override Step With(YamlNode node) => this with { Node = node };
}
