using Cake.Core;

namespace Cake.Buildkite;

/// <summary>Buildkite as a build sees it: whether it runs there, what it gets, what it can ask of its agent.</summary>
public sealed class BuildkiteProvider : IBuildkiteProvider
{
    private readonly ICakeEnvironment environment;

    /// <summary>Buildkite for the environment of a build, which a test can make up.</summary>
    /// <param name="environment">Holds the job's variables.</param>
    /// <param name="agent">Makes the calls.</param>
    public BuildkiteProvider(ICakeEnvironment environment, BuildkiteAgent agent)
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(agent);
        this.environment = environment;
        Environment = new(environment);
        Agent = agent;
    }

    /// <inheritdoc/>
    public bool IsRunningOnBuildkite =>
        string.Equals(environment.GetEnvironmentVariable("BUILDKITE"), "true", StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public BuildkiteEnvironmentInfo Environment { get; }

    /// <inheritdoc/>
    public BuildkiteAgent Agent { get; }
}
