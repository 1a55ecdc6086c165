using System.Collections.Immutable;

namespace Cake.Buildkite;

/// <summary>The build.</summary>
public sealed class BuildkiteBuildInfo
{
    private readonly BuildVariables variables;

    internal BuildkiteBuildInfo(BuildVariables variables) => this.variables = variables;

    /// <summary>A UUID (<c>BUILDKITE_BUILD_ID</c>).</summary>
    public string? Id => variables.Text("BUILDKITE_BUILD_ID");

    /// <summary>From 1, rising, once in a pipeline (<c>BUILDKITE_BUILD_NUMBER</c>).</summary>
    public int? Number => variables.Number("BUILDKITE_BUILD_NUMBER");

    /// <summary>The build's page (<c>BUILDKITE_BUILD_URL</c>).</summary>
    public Uri? Url => variables.Address("BUILDKITE_BUILD_URL");

    /// <summary>What started it (<c>BUILDKITE_SOURCE</c>).</summary>
    public BuildkiteBuildSource? Source => variables.Source("BUILDKITE_SOURCE");

    /// <summary>Usually the commit's; very long ones are cut by the agent (<c>BUILDKITE_MESSAGE</c>).</summary>
    public string? Message => variables.Text("BUILDKITE_MESSAGE");

    /// <summary>Who wrote the commit, unverified (<c>BUILDKITE_BUILD_AUTHOR</c>).</summary>
    public string? Author => variables.Text("BUILDKITE_BUILD_AUTHOR");

    /// <summary>The same one's address, unverified (<c>BUILDKITE_BUILD_AUTHOR_EMAIL</c>).</summary>
    public string? AuthorEmail => variables.Text("BUILDKITE_BUILD_AUTHOR_EMAIL");

    /// <summary>Who started the build (<c>BUILDKITE_BUILD_CREATOR</c>).</summary>
    public string? Creator => variables.Text("BUILDKITE_BUILD_CREATOR");

    /// <summary>The same one's address (<c>BUILDKITE_BUILD_CREATOR_EMAIL</c>).</summary>
    public string? CreatorEmail => variables.Text("BUILDKITE_BUILD_CREATOR_EMAIL");

    /// <summary>The same one's teams. A webhook's come from the commit, unverified (<c>BUILDKITE_BUILD_CREATOR_TEAMS</c>).</summary>
    public ImmutableArray<string> CreatorTeams => variables.Teams("BUILDKITE_BUILD_CREATOR_TEAMS");

    /// <summary>The build that this one repeats (<c>BUILDKITE_REBUILT_FROM_BUILD_ID</c>).</summary>
    public string? RebuiltFromId => variables.Text("BUILDKITE_REBUILT_FROM_BUILD_ID");

    /// <summary>Its number (<c>BUILDKITE_REBUILT_FROM_BUILD_NUMBER</c>).</summary>
    public int? RebuiltFromNumber => variables.Number("BUILDKITE_REBUILT_FROM_BUILD_NUMBER");

    /// <summary>Who unblocked the build last (<c>BUILDKITE_UNBLOCKER</c>).</summary>
    public string? Unblocker => variables.Text("BUILDKITE_UNBLOCKER");

    /// <summary>The same one's address (<c>BUILDKITE_UNBLOCKER_EMAIL</c>).</summary>
    public string? UnblockerEmail => variables.Text("BUILDKITE_UNBLOCKER_EMAIL");

    /// <summary>The same one's id (<c>BUILDKITE_UNBLOCKER_ID</c>).</summary>
    public string? UnblockerId => variables.Text("BUILDKITE_UNBLOCKER_ID");

    /// <summary>The same one's teams (<c>BUILDKITE_UNBLOCKER_TEAMS</c>).</summary>
    public ImmutableArray<string> UnblockerTeams => variables.Teams("BUILDKITE_UNBLOCKER_TEAMS");
}
