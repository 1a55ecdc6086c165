using System.Runtime.CompilerServices;
using Cake.Core;
using Cake.Core.Annotations;
using Cake.Core.Tooling;

namespace Cake.Buildkite;

/// <summary>
/// Buildkite for builds: the agent's commands, the build's environment, annotations. Commands work where a
/// <see href="https://buildkite.com/docs/agent">Buildkite agent</see> is installed, most of them inside a job only.
/// </summary>
[CakeAliasCategory("Buildkite")]
public static partial class BuildkiteAliases
{
    // An agent belongs to the tool locator that finds its program, and lives as long: so its version is asked once a build.
    private static readonly ConditionalWeakTable<IToolLocator, BuildkiteAgent> Agents = [];

    /// <summary>Buildkite as this build sees it.</summary>
    /// <param name="context">The build's context.</param>
    /// <returns>The environment of the job, and the agent's commands.</returns>
    /// <example>
    /// <code>
    /// if (Buildkite.IsRunningOnBuildkite)
    ///     Information("Build {0} of {1}", Buildkite.Environment.Build.Number, Buildkite.Environment.Pipeline.Slug);
    /// </code>
    /// </example>
    [CakePropertyAlias(Cache = true)]
    [CakeNamespaceImport("Cake.Buildkite")]
    public static IBuildkiteProvider Buildkite(this ICakeContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new BuildkiteProvider(context.Environment, AgentOf(context));
    }

    private static BuildkiteAgent AgentOf(ICakeContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Agents.GetValue(context.Tools, _ => new(context));
    }
}
