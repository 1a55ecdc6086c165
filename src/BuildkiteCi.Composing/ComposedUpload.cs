using BuildkiteCi.Pipelines;

namespace BuildkiteCi.Composing;

/// <summary>A pipeline document that is uploaded as one.</summary>
/// <param name="Name">What it is about: <c>v6e</c>, <c>publish</c>.</param>
/// <param name="Document">The pipeline, fully interpolated.</param>
public sealed record ComposedUpload(string Name, PipelineDocument Document);
