using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Core.Text;
using BuildkiteCi.Pipelines;

namespace BuildkiteCi.LocalBuilds.Running.Scheduling;

/// <summary>A group of steps. Two steps are in one group where they have the same instance.</summary>
/// <param name="Label">For people.</param>
public sealed record PlannedGroup(string Label)
{
    /// <summary>The label as a terminal shows it, without emoji names.</summary>
    public string Shown => LabelText.WithoutEmoji(Label);

    /// <summary>Its key; null: none.</summary>
    public StepKey? Key { get; init; }

    /// <summary>What all its steps wait for; null: the waits before the group; empty: nothing.</summary>
    public ImmutableArray<PlannedDependency>? DependsOn { get; init; }

    /// <summary>Whether its steps run though what they depend on has failed.</summary>
    public bool AllowDependencyFailure { get; init; }
}
