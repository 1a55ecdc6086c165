namespace Cake.Buildkite;

/// <summary>Whose build it is.</summary>
public sealed class BuildkiteOrganizationInfo
{
    private readonly BuildVariables variables;

    internal BuildkiteOrganizationInfo(BuildVariables variables) => this.variables = variables;

    /// <summary>Name in addresses (<c>BUILDKITE_ORGANIZATION_SLUG</c>).</summary>
    public string? Slug => variables.Text("BUILDKITE_ORGANIZATION_SLUG");

    /// <summary>Id (<c>BUILDKITE_ORGANIZATION_ID</c>).</summary>
    public string? Id => variables.Text("BUILDKITE_ORGANIZATION_ID");
}
