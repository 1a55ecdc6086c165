using BuildkiteCi.Pipelines.Builds;
using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.LocalBuilds.Store;

/// <summary>A step as the local build knows it.</summary>
/// <param name="Id">Which one it is.</param>
/// <param name="Uuid">Its id in a job's environment (<c>BUILDKITE_STEP_ID</c>).</param>
/// <param name="Key">Its key; null: none.</param>
/// <param name="Label">For people.</param>
/// <param name="Type">Its kind: <c>command</c>.</param>
/// <param name="State">Buildkite's word for how far it is: <c>ready</c>, <c>running</c>, <c>finished</c>, …</param>
/// <param name="Outcome">Buildkite's word for how it ended; null: it has not.</param>
/// <param name="Attributes">The step as it was uploaded, as JSON.</param>
/// <param name="End">What became of it; null: nothing yet.</param>
public sealed record LocalStep(
    StepId Id,
    string Uuid,
    StepKey? Key,
    string Label,
    string Type,
    string State,
    string? Outcome,
    string Attributes,
    StepEnd? End
)
{
    /// <summary>The state of a step that another upload has taken out of the build.</summary>
    internal const string Removed = "removed";

    /// <summary>Whether another upload has taken it out of the build.</summary>
    public bool IsRemoved => State == Removed;

    /// <summary>Whether it needs not be run again.</summary>
    public bool HasPassed => End is StepEnd.Passed or StepEnd.SoftFailed;
}
