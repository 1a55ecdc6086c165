using Cake.Core.Composition;
using Cake.Core.IO;
using Cake.Core.Packaging;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting;

/// <summary>
/// The parts of a build in words, on the host: the same as <see cref="ServiceCollectionExtensions"/> on the host's services.
/// Of a context and of each kind of lifetime, the one added last is used.
/// </summary>
public static class CakeHostExtensions
{
    /// <summary>Lets a class add the services of the build.</summary>
    public static CakeHost UseStartup<TStartup>(this CakeHost host)
        where TStartup : IFrostingStartup, new() =>
        host.With(new TStartup().Configure);

    /// <inheritdoc cref="ServiceCollectionExtensions.UseContext{TContext}" />
    public static CakeHost UseContext<TContext>(this CakeHost host)
        where TContext : class, IFrostingContext =>
        host.With(services => services.UseContext<TContext>());

    /// <inheritdoc cref="ServiceCollectionExtensions.UseLifetime{TLifetime}" />
    public static CakeHost UseLifetime<TLifetime>(this CakeHost host)
        where TLifetime : class, IFrostingLifetime =>
        host.With(services => services.UseLifetime<TLifetime>());

    /// <inheritdoc cref="ServiceCollectionExtensions.UseSetup{TSetup}" />
    public static CakeHost UseSetup<TSetup>(this CakeHost host)
        where TSetup : class, IFrostingSetup =>
        host.With(services => services.UseSetup<TSetup>());

    /// <inheritdoc cref="ServiceCollectionExtensions.UseTeardown{TTeardown}" />
    public static CakeHost UseTeardown<TTeardown>(this CakeHost host)
        where TTeardown : class, IFrostingTeardown =>
        host.With(services => services.UseTeardown<TTeardown>());

    /// <inheritdoc cref="ServiceCollectionExtensions.UseTaskLifetime{TLifetime}" />
    public static CakeHost UseTaskLifetime<TLifetime>(this CakeHost host)
        where TLifetime : class, IFrostingTaskLifetime =>
        host.With(services => services.UseTaskLifetime<TLifetime>());

    /// <inheritdoc cref="ServiceCollectionExtensions.UseTaskSetup{TSetup}" />
    public static CakeHost UseTaskSetup<TSetup>(this CakeHost host)
        where TSetup : class, IFrostingTaskSetup =>
        host.With(services => services.UseTaskSetup<TSetup>());

    /// <inheritdoc cref="ServiceCollectionExtensions.UseTaskTeardown{TTeardown}" />
    public static CakeHost UseTaskTeardown<TTeardown>(this CakeHost host)
        where TTeardown : class, IFrostingTaskTeardown =>
        host.With(services => services.UseTaskTeardown<TTeardown>());

    /// <inheritdoc cref="ServiceCollectionExtensions.UseModule{TModule}" />
    public static CakeHost UseModule<TModule>(this CakeHost host)
        where TModule : ICakeModule, new() =>
        host.With(services => services.UseModule<TModule>());

    /// <inheritdoc cref="ServiceCollectionExtensions.UsePackageInstaller{TPackageInstaller}" />
    public static CakeHost UsePackageInstaller<TPackageInstaller>(this CakeHost host)
        where TPackageInstaller : class, IPackageInstaller =>
        host.With(services => services.UsePackageInstaller<TPackageInstaller>());

    /// <inheritdoc cref="ServiceCollectionExtensions.UseTool" />
    public static CakeHost InstallTool(this CakeHost host, Uri uri) => host.With(services => services.UseTool(uri));

    /// <inheritdoc cref="ServiceCollectionExtensions.UseWorkingDirectory" />
    public static CakeHost UseWorkingDirectory(this CakeHost host, DirectoryPath path) =>
        host.With(services => services.UseWorkingDirectory(path));

    /// <inheritdoc cref="ServiceCollectionExtensions.UseCakeSetting" />
    public static CakeHost UseCakeSetting(this CakeHost host, string key, string? value) =>
        host.With(services => services.UseCakeSetting(key, value));

    /// <inheritdoc cref="ServiceCollectionExtensions.UseToolPath" />
    public static CakeHost SetToolPath(this CakeHost host, DirectoryPath path) => host.With(services => services.UseToolPath(path));

    private static CakeHost With(this CakeHost host, Action<IServiceCollection> services)
    {
        ArgumentNullException.ThrowIfNull(host);
        return host.ConfigureServices(services);
    }
}
