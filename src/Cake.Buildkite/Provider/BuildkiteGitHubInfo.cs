namespace Cake.Buildkite;

/// <summary>The event of GitHub that started the build, in builds that a webhook started.</summary>
public sealed class BuildkiteGitHubInfo
{
    private readonly BuildVariables variables;

    internal BuildkiteGitHubInfo(BuildVariables variables) => this.variables = variables;

    /// <summary>Its name (<c>BUILDKITE_GITHUB_EVENT</c>).</summary>
    public string? Event => variables.Text("BUILDKITE_GITHUB_EVENT");

    /// <summary>What happened (<c>BUILDKITE_GITHUB_ACTION</c>).</summary>
    public string? Action => variables.Text("BUILDKITE_GITHUB_ACTION");

    /// <summary>The comment (<c>BUILDKITE_GITHUB_COMMENT_ID</c>).</summary>
    public string? CommentId => variables.Text("BUILDKITE_GITHUB_COMMENT_ID");

    /// <summary>The review (<c>BUILDKITE_GITHUB_REVIEW_ID</c>).</summary>
    public string? ReviewId => variables.Text("BUILDKITE_GITHUB_REVIEW_ID");

    /// <summary>The deployment (<c>BUILDKITE_GITHUB_DEPLOYMENT_ID</c>).</summary>
    public string? DeploymentId => variables.Text("BUILDKITE_GITHUB_DEPLOYMENT_ID");

    /// <summary>Where it deploys to (<c>BUILDKITE_GITHUB_DEPLOYMENT_ENVIRONMENT</c>).</summary>
    public string? DeploymentEnvironment => variables.Text("BUILDKITE_GITHUB_DEPLOYMENT_ENVIRONMENT");

    /// <summary>What it does (<c>BUILDKITE_GITHUB_DEPLOYMENT_TASK</c>).</summary>
    public string? DeploymentTask => variables.Text("BUILDKITE_GITHUB_DEPLOYMENT_TASK");

    /// <summary>What it was given, as JSON (<c>BUILDKITE_GITHUB_DEPLOYMENT_PAYLOAD</c>).</summary>
    public string? DeploymentPayload => variables.Text("BUILDKITE_GITHUB_DEPLOYMENT_PAYLOAD");
}
