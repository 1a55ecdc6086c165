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
        if (Assembly.GetEntryAssembly() is { } entry) _assemblies.Add(entry);
    }

    /// <inheritdoc cref="CakeHost()" />
    public static CakeHost Create() => new();

    /// <summary>Adds the public tasks of <paramref name="assembly"/>; one that is there already adds nothing.</summary>
    public CakeHost AddAssembly(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        _assemblies.Add(assembly);
        return this;
    }

    /// <summary>Adds to, or replaces, the services that tasks, lifetimes and the host itself get; what is added last wins.</summary>
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
    /// <see cref="Core.CakeException"/> that ended the build.
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

    private ServiceCollection Services(HostOptions options)
    {
        var services = new ServiceCollection();
        services.AddEngine(options);
        foreach (var service in _services) ((ICollection<ServiceDescriptor>)services).Add(service);
        foreach (var task in _assemblies.SelectMany(TaskTypes.In)) services.TryAddEnumerable(ServiceDescriptor.Singleton(typeof(IFrostingTask), task));
        return services;
    }
}
