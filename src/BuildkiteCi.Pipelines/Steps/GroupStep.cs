using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Steps;

/// <summary>Steps that the build's page shows as one, and that can be waited for as one.</summary>
/// <param name="Attributes">The group's attributes, without <c>steps</c>; <c>group</c> is there, if only as nothing.</param>
/// <param name="Steps">Its steps.</param>
/// <param name="Source">The group as it is in its file.</param>
public sealed record GroupStep(YamlMapping Attributes, ImmutableArray<Step> Steps, YamlNode Source) : Step(Attributes, Source)
{
    private const string StepsKey = "steps";

    /// <inheritdoc/>
    public override string Kind => "group";

    /// <inheritdoc/>
    public override YamlScalar? Label => Text("group") ?? base.Label;

    /// <summary>A group that no file holds.</summary>
    /// <param name="label">What the build's page shows.</param>
    /// <param name="key">Its key, or null.</param>
    /// <param name="steps">Its steps, no groups among them: Buildkite refuses a group within a group.</param>
    public static GroupStep Of(string label, StepKey? key, IEnumerable<Step> steps)
    {
        var attributes = YamlMapping.Of(("group", YamlScalar.Of(label)));
        if (key is not null) attributes = attributes.With("key", YamlScalar.Of(key.Text));
        return new GroupStep(attributes, [.. steps], attributes);
    }

    /// <summary>The group with other names.</summary>
    /// <param name="label">What the build's page shows.</param>
    /// <param name="key">Its key; null: its own, if it has one.</param>
    public GroupStep Named(string label, string? key)
    {
        var attributes = Attributes.With("group", YamlScalar.Of(label, Location));
        return (GroupStep)With(key is null ? attributes : attributes.With("key", YamlScalar.Of(key, Key?.Location)));
    }

    /// <inheritdoc/>
    public override YamlNode ToNode()
    {
        var attributes = Attributes.Scalar("key") is { Canonical.Length: 0 } ? Attributes.Without("key") : Attributes;
        return attributes.With(StepsKey, new YamlSequence(Location, [.. Steps.Select(step => step.ToNode())]));
    }

    /// <inheritdoc/>
    public bool Equals(GroupStep? other) => other is not null && Attributes.Equals(other.Attributes) && Steps.SequenceEqual(other.Steps);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Attributes, Steps.Length);

    /// <inheritdoc/>
    public override Step With(YamlNode node) => this with { Node = node, Attributes = (YamlMapping)node };
}
