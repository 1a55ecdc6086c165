using System.Collections.Immutable;

namespace Cake.Buildkite;

/// <summary>The pipeline.</summary>
public sealed class BuildkitePipelineInfo
{
    private readonly BuildVariables variables;

    internal BuildkitePipelineInfo(BuildVariables variables) => this.variables = variables;

    /// <summary>Name in addresses (<c>BUILDKITE_PIPELINE_SLUG</c>).</summary>
    public string? Slug => variables.Text("BUILDKITE_PIPELINE_SLUG");

    /// <summary>Name (<c>BUILDKITE_PIPELINE_NAME</c>).</summary>
    public string? Name => variables.Text("BUILDKITE_PIPELINE_NAME");

    /// <summary>Id (<c>BUILDKITE_PIPELINE_ID</c>).</summary>
    public string? Id => variables.Text("BUILDKITE_PIPELINE_ID");

    /// <summary>The branch that counts as main (<c>BUILDKITE_PIPELINE_DEFAULT_BRANCH</c>).</summary>
    public string? DefaultBranch => variables.Text("BUILDKITE_PIPELINE_DEFAULT_BRANCH");

    /// <summary>Where the repository is, such as <c>github</c> (<c>BUILDKITE_PIPELINE_PROVIDER</c>).</summary>
    public string? Provider => variables.Text("BUILDKITE_PIPELINE_PROVIDER");

    /// <summary>Teams that may use it (<c>BUILDKITE_PIPELINE_TEAMS</c>).</summary>
    public ImmutableArray<string> Teams => variables.Teams("BUILDKITE_PIPELINE_TEAMS");

    /// <summary>An old name: organisation and pipeline (<c>BUILDKITE_PROJECT_SLUG</c>).</summary>
    public string? ProjectSlug => variables.Text("BUILDKITE_PROJECT_SLUG");

    /// <summary>An old name of <see cref="Provider"/> (<c>BUILDKITE_PROJECT_PROVIDER</c>).</summary>
    public string? ProjectProvider => variables.Text("BUILDKITE_PROJECT_PROVIDER");
}
