using System.Runtime.InteropServices;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines;

namespace BuildkiteCi.LocalBuilds.Running.Scheduling;

/// <summary>An entry of <c>depends_on</c>.</summary>
/// <param name="Key">Key of a step or a group.</param>
/// <param name="AllowFailure">Whether it may fail.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PlannedDependency(StepKey Key, bool AllowFailure = false);
