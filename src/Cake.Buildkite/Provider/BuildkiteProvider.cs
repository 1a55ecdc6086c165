using Cake.Core;

namespace Cake.Buildkite;

/// <summary>Buildkite as a build sees it: whether it runs there, what it is told, what it can ask of its agent.</summary>
public sealed class BuildkiteProvider
{
    private readonly ICakeEnvironment environment;

    internal BuildkiteProvider(ICakeEnvironment environment, BuildkiteAgent agent)
    {
        this.environment = environment;
        Environment = new(environment);
        Agent = agent;
    }

    /// <summary>Whether this is the job of a Buildkite build (<c>BUILDKITE</c> is <c>true</c>).</summary>
    public bool IsRunningOnBuildkite => string.Equals(environment.GetEnvironmentVariable("BUILDKITE"), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>The job's environment, typed; everything in it is null or empty elsewhere.</summary>
    public BuildkiteEnvironmentInfo Environment { get; }

    /// <summary>The agent's commands.</summary>
    public BuildkiteAgent Agent { get; }
}
