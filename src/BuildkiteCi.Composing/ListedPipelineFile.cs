using BuildkiteCi.Composing.Settings;
using BuildkiteCi.Pipelines;

namespace BuildkiteCi.Composing;

/// <summary>A pipeline that comes along, read and not yet expanded.</summary>
/// <param name="Listed">Its entry in <c>ci.yml</c>.</param>
/// <param name="Document">What the file holds.</param>
public sealed record ListedPipelineFile(ListedPipeline Listed, PipelineDocument Document);
