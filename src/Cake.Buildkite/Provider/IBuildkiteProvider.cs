namespace Cake.Buildkite;

/// <summary>Buildkite as a build sees it; the interface is there so that the tests of a build can put something of their own in its
/// place.</summary>
public interface IBuildkiteProvider
{
    /// <summary>Whether this is the job of a Buildkite build (<c>BUILDKITE</c> is <c>true</c>).</summary>
    bool IsRunningOnBuildkite { get; }

    /// <summary>The job's environment, typed; everything in it is null or empty elsewhere.</summary>
    BuildkiteEnvironmentInfo Environment { get; }

    /// <summary>The agent's commands.</summary>
    BuildkiteAgent Agent { get; }
}
