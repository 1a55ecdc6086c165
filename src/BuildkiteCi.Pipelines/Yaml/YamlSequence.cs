using System.Collections.Immutable;

namespace BuildkiteCi.Pipelines.Yaml;

/// <summary>A list of nodes.</summary>
/// <param name="Location">Where it starts.</param>
/// <param name="Items">Its items, in order.</param>
public sealed record YamlSequence(SourceLocation Location, ImmutableArray<YamlNode> Items) : YamlNode(Location)
{
    /// <inheritdoc/>
    public override string KindName => "a list";

    /// <summary>A list that no file holds.</summary>
    public static YamlSequence Of(params IEnumerable<YamlNode> items) => new(Generated, [.. items]);

    /// <summary>Equal where the items are, in order.</summary>
    public bool Equals(YamlSequence? other) => other is not null && Items.SequenceEqual(other.Items);

    /// <inheritdoc/>
    public override int GetHashCode() => Items.Length;

    /// <inheritdoc/>
    public override string ToString() => $"list of {Items.Length}";
}
