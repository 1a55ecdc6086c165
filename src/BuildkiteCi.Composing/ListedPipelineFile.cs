using BuildkiteCi.Composing.Settings;
using BuildkiteCi.Pipelines;

namespace BuildkiteCi.Composing;

/// <summary>A pipeline that comes along, read and not yet expanded.</summary>
/// <param name="Listed">What <c>ci.yml</c> says of it.</param>
/// <param name="Document">What the file holds.</param>
public sealed record ListedPipelineFile(ListedPipeline Listed, PipelineDocument Document);
