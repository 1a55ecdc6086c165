using System.Reflection;
using Cake.Cli;
using Cake.Core.Diagnostics;
using Cake.Frosting.Internal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Cake.Frosting;

/// <summary>Runs the tasks of the entry assembly, and of those added, as the command line asks.</summary>
public sealed class CakeHost
{
    private readonly ServiceCollection _services = [];
    private readonly HashSet<Assembly> _assemblies = [];

    /// <summary>A host with the tasks of the entry assembly.</summary>
    public CakeHost()
    {
        _services.AddEngine();
        if (Assembly.GetEntryAssembly() is { } entry) _assemblies.Add(entry);
    }

    /// <inheritdoc cref="CakeHost()" />
    public static CakeHost Create() => new();

    /// <summary>Adds the public tasks of <paramref name="assembly"/>; one that is there already adds nothing.</summary>
    /// <param name="assembly">Null adds nothing, so that <see cref="Assembly.GetAssembly"/> can be passed on as it is.</param>
    public CakeHost AddAssembly(Assembly? assembly)
    {
        if (assembly is not null) _assemblies.Add(assembly);
        return this;
    }

    /// <summary>
    /// Adds to, replaces, decorates or removes the services that tasks, lifetimes and the host itself get; the engine's own are among them.
    /// What is added last wins.
    /// </summary>
    /// <param name="services">Called once, at once.</param>
    public CakeHost ConfigureServices(Action<IServiceCollection> services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services(_services);
        return this;
    }

    /// <summary>Does what <paramref name="args"/> ask for and returns when it is done; errors are written, not thrown.</summary>
    /// <param name="args">The command line, without the program's name.</param>
    /// <returns>
    /// The exit status: 0 where all went well, 2 where the command line cannot be obeyed, else 1, or the exit code of the
    /// <see cref="Core.CakeException"/> that ended the build; 130 or 143 where a signal did and <c>Settings_EndOnSignals</c> is
    /// <c>true</c>.
    /// </returns>
    public int Run(IEnumerable<string> args)
    {
        ArgumentNullException.ThrowIfNull(args);
        return RunAsync([.. args]).GetAwaiter().GetResult();
    }

    private async Task<int> RunAsync(string[] args)
    {
        try
        {
            var options = HostOptions.Parse(args);
            await using var services = Services(options).BuildServiceProvider();
            return await new HostRun(services, options).ExecuteAsync();
        }
        catch (Exception exception)
        {
            // Without services there is no log either: Cake.Cli makes one for the process's own console.
            return ((ICakeLog)null!).LogException(exception);
        }
    }

    // A copy: the same host may run again, with other arguments.
    private ServiceCollection Services(HostOptions options)
    {
        var services = new ServiceCollection();
        foreach (var service in _services) ((ICollection<ServiceDescriptor>)services).Add(service);
        services.AddCommandLine(options);
        foreach (var task in _assemblies.SelectMany(TaskTypes.In))
            services.TryAddEnumerable(ServiceDescriptor.Singleton(typeof(IFrostingTask), task));
        return services;
    }
}
