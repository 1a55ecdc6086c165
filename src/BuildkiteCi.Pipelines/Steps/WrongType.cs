using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Steps;

/// <summary>Reports a value of a kind that its attribute cannot take; the step falls back to <see cref="UnknownStep"/>, as in the
/// agent.</summary>
/// <param name="node">The value.</param>
/// <param name="attribute">The attribute.</param>
/// <param name="expected">What it takes, for people to read.</param>
internal sealed class WrongType(YamlNode node, string attribute, string expected) : Exception
{
    public YamlNode Node { get; } = node;

    /// <inheritdoc/>
    public override string Message { get; } = $"'{attribute}' takes {expected}, not {node.KindName}";

    public string Fix { get; } = node is YamlScalar { Kind: ScalarKind.Timestamp } ? "put it in quotes" : $"write {expected}";
}
