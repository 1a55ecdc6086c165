namespace Cake.Buildkite;

/// <summary>Where the job's queue is; null members for a queue outside of clusters.</summary>
public sealed class BuildkiteClusterInfo
{
    private readonly BuildVariables variables;

    internal BuildkiteClusterInfo(BuildVariables variables) => this.variables = variables;

    /// <summary>Id (<c>BUILDKITE_CLUSTER_ID</c>).</summary>
    public string? Id => variables.Text("BUILDKITE_CLUSTER_ID");

    /// <summary>Name (<c>BUILDKITE_CLUSTER_NAME</c>).</summary>
    public string? Name => variables.Text("BUILDKITE_CLUSTER_NAME");
}
