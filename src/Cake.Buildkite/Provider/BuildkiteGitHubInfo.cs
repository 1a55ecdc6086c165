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

    /// <summary>What the review came to (<c>BUILDKITE_GITHUB_REVIEW_STATE</c>).</summary>
    public string? ReviewState => variables.Text("BUILDKITE_GITHUB_REVIEW_STATE");

    /// <summary>The check run (<c>BUILDKITE_GITHUB_CHECK_RUN_NAME</c>).</summary>
    public string? CheckRunName => variables.Text("BUILDKITE_GITHUB_CHECK_RUN_NAME");

    /// <summary>How the check run ended (<c>BUILDKITE_GITHUB_CHECK_RUN_CONCLUSION</c>).</summary>
    public string? CheckRunConclusion => variables.Text("BUILDKITE_GITHUB_CHECK_RUN_CONCLUSION");

    /// <summary>The tag of the release (<c>BUILDKITE_GITHUB_RELEASE_TAG</c>).</summary>
    public string? ReleaseTag => variables.Text("BUILDKITE_GITHUB_RELEASE_TAG");

    /// <summary>Whether the release is a draft, as GitHub writes it (<c>BUILDKITE_GITHUB_RELEASE_DRAFT</c>).</summary>
    public string? ReleaseDraft => variables.Text("BUILDKITE_GITHUB_RELEASE_DRAFT");

    /// <summary>Whether the release is a pre-release, as GitHub writes it (<c>BUILDKITE_GITHUB_RELEASE_PRERELEASE</c>).</summary>
    public string? ReleasePrerelease => variables.Text("BUILDKITE_GITHUB_RELEASE_PRERELEASE");

    /// <summary>The deployment (<c>BUILDKITE_GITHUB_DEPLOYMENT_ID</c>).</summary>
    public string? DeploymentId => variables.Text("BUILDKITE_GITHUB_DEPLOYMENT_ID");

    /// <summary>Where it deploys to (<c>BUILDKITE_GITHUB_DEPLOYMENT_ENVIRONMENT</c>).</summary>
    public string? DeploymentEnvironment => variables.Text("BUILDKITE_GITHUB_DEPLOYMENT_ENVIRONMENT");

    /// <summary>What it does (<c>BUILDKITE_GITHUB_DEPLOYMENT_TASK</c>).</summary>
    public string? DeploymentTask => variables.Text("BUILDKITE_GITHUB_DEPLOYMENT_TASK");

    /// <summary>What it was given, as JSON (<c>BUILDKITE_GITHUB_DEPLOYMENT_PAYLOAD</c>).</summary>
    public string? DeploymentPayload => variables.Text("BUILDKITE_GITHUB_DEPLOYMENT_PAYLOAD");

    /// <summary>Where the deployment that a status is about deploys to (<c>BUILDKITE_GITHUB_DEPLOYMENT_STATUS_ENVIRONMENT</c>).</summary>
    public string? DeploymentStatusEnvironment => variables.Text("BUILDKITE_GITHUB_DEPLOYMENT_STATUS_ENVIRONMENT");

    /// <summary>The state of that deployment (<c>BUILDKITE_GITHUB_DEPLOYMENT_STATUS_STATE</c>).</summary>
    public string? DeploymentStatusState => variables.Text("BUILDKITE_GITHUB_DEPLOYMENT_STATUS_STATE");
}
