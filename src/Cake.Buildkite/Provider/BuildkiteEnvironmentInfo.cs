using Cake.Core;

namespace Cake.Buildkite;

/// <summary>The environment that Buildkite gives a job, typed.</summary>
/// <remarks>
/// Values are read when they are asked for. What is not set, or empty, is null or an empty list; what is not what Buildkite would write is
/// a <see cref="BuildkiteVariableException"/>.
/// </remarks>
public sealed class BuildkiteEnvironmentInfo
{
    /// <summary>Reads the variables of <paramref name="environment"/>, which a test can make up.</summary>
    public BuildkiteEnvironmentInfo(ICakeEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        var variables = new BuildVariables(environment);
        Organization = new(variables);
        Cluster = new(variables);
        Build = new(variables);
        Repository = new(variables);
        PullRequest = new(variables);
        GitHub = new(variables);
        Pipeline = new(variables);
        TriggeredFrom = new(variables);
        Step = new(variables);
        Job = new(variables);
        Agent = new(variables);
        S3 = new(variables);
    }

    /// <summary>Whose build it is.</summary>
    public BuildkiteOrganizationInfo Organization { get; }

    /// <summary>Where the job's queue is; null members for a queue outside of clusters.</summary>
    public BuildkiteClusterInfo Cluster { get; }

    /// <summary>The build.</summary>
    public BuildkiteBuildInfo Build { get; }

    /// <summary>What is checked out.</summary>
    public BuildkiteRepositoryInfo Repository { get; }

    /// <summary>The pull request that is built; a branch's own build knows none, even if one is open.</summary>
    public BuildkitePullRequestInfo PullRequest { get; }

    /// <summary>The event of GitHub that started the build, in builds that a webhook started.</summary>
    public BuildkiteGitHubInfo GitHub { get; }

    /// <summary>The pipeline.</summary>
    public BuildkitePipelineInfo Pipeline { get; }

    /// <summary>The build whose trigger step started this one; null members where none did.</summary>
    public BuildkiteTriggeredFromInfo TriggeredFrom { get; }

    /// <summary>The step, and the group that it is in.</summary>
    public BuildkiteStepInfo Step { get; }

    /// <summary>The job.</summary>
    public BuildkiteJobInfo Job { get; }

    /// <summary>The agent that runs the job.</summary>
    public BuildkiteAgentInfo Agent { get; }

    /// <summary>An own bucket for artifacts.</summary>
    public BuildkiteS3Info S3 { get; }
}
