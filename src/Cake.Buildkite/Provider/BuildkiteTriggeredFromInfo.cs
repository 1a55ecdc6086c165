namespace Cake.Buildkite;

/// <summary>The build whose trigger step started this one; null members where none did.</summary>
public sealed class BuildkiteTriggeredFromInfo
{
    private readonly BuildVariables variables;

    internal BuildkiteTriggeredFromInfo(BuildVariables variables) => this.variables = variables;

    /// <summary>Its id (<c>BUILDKITE_TRIGGERED_FROM_BUILD_ID</c>).</summary>
    public string? BuildId => variables.Text("BUILDKITE_TRIGGERED_FROM_BUILD_ID");

    /// <summary>Its number (<c>BUILDKITE_TRIGGERED_FROM_BUILD_NUMBER</c>).</summary>
    public int? BuildNumber => variables.Number("BUILDKITE_TRIGGERED_FROM_BUILD_NUMBER");

    /// <summary>Its pipeline (<c>BUILDKITE_TRIGGERED_FROM_BUILD_PIPELINE_SLUG</c>).</summary>
    public string? PipelineSlug => variables.Text("BUILDKITE_TRIGGERED_FROM_BUILD_PIPELINE_SLUG");
}
