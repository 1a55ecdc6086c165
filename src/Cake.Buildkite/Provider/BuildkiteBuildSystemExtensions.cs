using Cake.Common.Build;

namespace Cake.Buildkite;

/// <summary>What Cake's <see cref="BuildSystem"/> would say of Buildkite, which is none of those that it knows.</summary>
public static class BuildkiteBuildSystemExtensions
{
    /// <summary>Whether this is the job of a Buildkite build (<c>BUILDKITE</c> is <c>true</c>).</summary>
    /// <example>
    /// <code>
    /// var isCi = BuildSystem.IsRunningOnBuildkite() || BuildSystem.IsRunningOnGitHubActions;
    /// </code>
    /// </example>
    public static bool IsRunningOnBuildkite(this BuildSystem buildSystem) =>
        IsRunningOnBuildkite(buildSystem, Environment.GetEnvironmentVariable);

    /// <summary>
    /// Whether the build runs on somebody's own machine: on no build system that Cake knows, and not on Buildkite either, for whose jobs
    /// <see cref="BuildSystem.IsLocalBuild"/> is true.
    /// </summary>
    /// <example>
    /// <code>
    /// if (BuildSystem.IsLocalBuildOutsideBuildkite())
    ///     Information("nothing is published from here");
    /// </code>
    /// </example>
    public static bool IsLocalBuildOutsideBuildkite(this BuildSystem buildSystem) =>
        IsLocalBuildOutsideBuildkite(buildSystem, Environment.GetEnvironmentVariable);

    internal static bool IsRunningOnBuildkite(BuildSystem buildSystem, Func<string, string?> variable)
    {
        ArgumentNullException.ThrowIfNull(buildSystem);
        return string.Equals(variable("BUILDKITE"), "true", StringComparison.OrdinalIgnoreCase);
    }

    internal static bool IsLocalBuildOutsideBuildkite(BuildSystem buildSystem, Func<string, string?> variable)
    {
        ArgumentNullException.ThrowIfNull(buildSystem);
        return buildSystem.IsLocalBuild && !IsRunningOnBuildkite(buildSystem, variable);
    }
}
