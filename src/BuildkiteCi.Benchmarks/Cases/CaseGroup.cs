using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines;

namespace BuildkiteCi.Benchmarks.Cases;

/// <summary>The steps of one case file: a group of the pipeline, which waits for the image.</summary>
/// <param name="Label">Folder and file.</param>
/// <param name="Key">Its key.</param>
/// <param name="Steps">One per case and queue.</param>
public sealed record CaseGroup(string Label, StepKey Key, ImmutableArray<CaseStep> Steps);
