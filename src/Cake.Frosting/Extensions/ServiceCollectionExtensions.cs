using Cake.Core.Composition;
using Cake.Core.IO;
using Cake.Core.Packaging;
using Cake.Frosting.Internal;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting;

/// <summary>The parts of a build in words, on its services. Of a context and of each kind of lifetime, the one added last is
/// used.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Makes the context that all tasks and lifetimes of the run share.</summary>
    public static IServiceCollection UseContext<TContext>(this IServiceCollection services)
        where TContext : class, IFrostingContext =>
        services.AddOne<TContext>(typeof(IFrostingContext));

    /// <summary>Sets what happens before the first task and after the last.</summary>
    public static IServiceCollection UseLifetime<TLifetime>(this IServiceCollection services)
        where TLifetime : class, IFrostingLifetime =>
        services.AddOne<TLifetime>(typeof(IFrostingLifetime), typeof(IFrostingSetup), typeof(IFrostingTeardown));

    /// <summary>Sets what happens before the first task.</summary>
    public static IServiceCollection UseSetup<TSetup>(this IServiceCollection services)
        where TSetup : class, IFrostingSetup =>
        services.AddOne<TSetup>(typeof(IFrostingSetup));

    /// <summary>Sets what happens after the last task.</summary>
    public static IServiceCollection UseTeardown<TTeardown>(this IServiceCollection services)
        where TTeardown : class, IFrostingTeardown =>
        services.AddOne<TTeardown>(typeof(IFrostingTeardown));

    /// <summary>Sets what happens before and after each task.</summary>
    public static IServiceCollection UseTaskLifetime<TLifetime>(this IServiceCollection services)
        where TLifetime : class, IFrostingTaskLifetime =>
        services.AddOne<TLifetime>(typeof(IFrostingTaskLifetime), typeof(IFrostingTaskSetup), typeof(IFrostingTaskTeardown));

    /// <summary>Sets what happens before each task.</summary>
    public static IServiceCollection UseTaskSetup<TSetup>(this IServiceCollection services)
        where TSetup : class, IFrostingTaskSetup =>
        services.AddOne<TSetup>(typeof(IFrostingTaskSetup));

    /// <summary>Sets what happens after each task.</summary>
    public static IServiceCollection UseTaskTeardown<TTeardown>(this IServiceCollection services)
        where TTeardown : class, IFrostingTaskTeardown =>
        services.AddOne<TTeardown>(typeof(IFrostingTaskTeardown));

    /// <summary>Registers what a module of Cake brings.</summary>
    public static IServiceCollection UseModule<TModule>(this IServiceCollection services)
        where TModule : ICakeModule, new() =>
        Cli.ServiceCollectionExtensions.UseModule(services, new TModule());

    /// <summary>Adds an installer of packages, which is asked before Cake's own for NuGet packages and .NET tools.</summary>
    public static IServiceCollection UsePackageInstaller<TPackageInstaller>(this IServiceCollection services)
        where TPackageInstaller : class, IPackageInstaller =>
        services.AddSingleton<IPackageInstaller, TPackageInstaller>();

    /// <summary>Installs a tool before the first task, where it is not there yet:
    /// <c>dotnet:?package=GitVersion.Tool&amp;version=6.0.0</c>.</summary>
    public static IServiceCollection UseTool(this IServiceCollection services, Uri uri) => services.AddSingleton(new PackageReference(uri));

    /// <summary>Sets the folder to work in, absolute or relative to the current one; <c>--working</c> wins over it.</summary>
    public static IServiceCollection UseWorkingDirectory(this IServiceCollection services, DirectoryPath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return services.AddSingleton(new WorkingFolder(path));
    }

    /// <summary>Sets a configuration value, as <c>Settings_NoReport</c>; <c>CAKE_</c> variables, <c>cake.config</c> and the command line
    /// win over it. A null sets nothing.</summary>
    public static IServiceCollection UseCakeSetting(this IServiceCollection services, string key, string? value)
    {
        ArgumentNullException.ThrowIfNull(key);
        return value is null ? services : services.AddSingleton(new CakeSetting(key, value));
    }

    /// <summary>Sets the folder in which tools are installed and looked for, instead of <c>tools</c> in the folder worked in.</summary>
    public static IServiceCollection UseToolPath(this IServiceCollection services, DirectoryPath toolPath)
    {
        ArgumentNullException.ThrowIfNull(toolPath);
        return services.UseCakeSetting("Paths_Tools", toolPath.FullPath);
    }

    // One object, whatever it is asked for as.
    private static IServiceCollection AddOne<T>(this IServiceCollection services, params ReadOnlySpan<Type> roles)
        where T : class
    {
        services.AddSingleton<T>();
        foreach (var role in roles) services.AddSingleton(role, provider => provider.GetRequiredService<T>());
        return services;
    }
}
