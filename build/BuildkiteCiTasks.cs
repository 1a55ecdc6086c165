using System.Reflection;
using Build.Options;
using Cake.Buildkite;
using Cake.Core;
using Cake.Frosting;
using Microsoft.Extensions.DependencyInjection;

namespace Build;

/// <summary>Adds the tasks of this build to a Frosting host: its own, or that of a repository that has tasks beside them.</summary>
public static class BuildkiteCiTasks
{
    /// <summary>The tasks, with their own context.</summary>
    public static CakeHost UseBuildkiteCi(this CakeHost host) => host.UseBuildkiteCi<BuildContext>();

    /// <summary>The tasks, with a context that has more than theirs.</summary>
    /// <typeparam name="TContext">The context of all tasks of the build.</typeparam>
    /// <param name="host">The host.</param>
    public static CakeHost UseBuildkiteCi<TContext>(this CakeHost host)
        where TContext : BuildContext
    {
        // The host looks into the program's own assembly by itself.
        if (Assembly.GetEntryAssembly() != typeof(BuildkiteCiTasks).Assembly) host.AddAssembly(typeof(BuildkiteCiTasks).Assembly);
        return host.ConfigureServices(services =>
                services.AddSingleton<Interruption>().AddSingleton<ExitStatus>().AddSingleton<IExecutionStrategy, InterruptibleTasks>()
            )
            .UseContext<TContext>()
            .UseSetup<OptionsSetup>()
            .UseModule<BuildkiteModule>();
    }
}
