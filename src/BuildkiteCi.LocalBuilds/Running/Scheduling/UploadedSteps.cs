using System.Collections.Immutable;
using BuildkiteCi.LocalBuilds.Store;

namespace BuildkiteCi.LocalBuilds.Running.Scheduling;

/// <summary>The steps of one upload.</summary>
/// <param name="Uploader">The step that uploaded them; null: the build's creator.</param>
/// <param name="Steps">In the order in which they were written; those of a group follow each other.</param>
public sealed record UploadedSteps(StepId? Uploader, ImmutableArray<PlannedStep> Steps);
