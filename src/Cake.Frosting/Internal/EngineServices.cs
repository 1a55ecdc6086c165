using Cake.Cli;
using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Modules;
using Cake.DotNetTool.Module;
using Cake.NuGet;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Cake.Frosting.Internal;

/// <summary>What a build finds in its services before it adds its own, which win.</summary>
internal static class EngineServices
{
    public static IServiceCollection AddEngine(this IServiceCollection services, HostOptions options)
    {
        Cake.Cli.ServiceCollectionExtensions.UseModule<CoreModule>(services);
        Cake.Cli.ServiceCollectionExtensions.UseModule<NuGetModule>(services);
        Cake.Cli.ServiceCollectionExtensions.UseModule<DotNetToolModule>(services);

        services.AddSingleton(options.Arguments);
        services.AddSingleton(ReadConfiguration);
        services.AddSingleton<IFrostingContext, FrostingContext>();

        services.AddSingleton<IConsole, HostConsole>();
        services.AddSingleton<ICakeLog>(provider => new CakeBuildLog(provider.GetRequiredService<IConsole>()));
        services.AddSingleton<ICakeReportPrinter, CakeReportPrinter>();
        services.AddSingleton(_ => AnsiConsole.Console);

        services.AddSingleton<IVersionResolver, EngineVersion>();
        services.AddSingleton<ICakeVersionFeature, VersionFeature>();
        services.AddSingleton<ICakeInfoFeature, InfoFeature>();

        services.AddSingleton<Core.Tooling.IToolInstaller, ToolInstallerOnDemand>();
        services.AddSingleton<IToolInstaller, ToolInstaller>();
        return services;
    }

    private static ICakeConfiguration ReadConfiguration(IServiceProvider services)
    {
        var environment = services.GetRequiredService<ICakeEnvironment>();
        var settings = services.GetServices<CakeSetting>().Select(setting => KeyValuePair.Create(setting.Key, setting.Value));
        var arguments = services.GetRequiredService<ICakeArguments>().GetArguments()
            .ToDictionary(argument => argument.Key, argument => argument.Value.FirstOrDefault() ?? string.Empty);
        return new CakeConfigurationProvider(services.GetRequiredService<IFileSystem>(), environment)
            .CreateConfiguration(environment.WorkingDirectory, settings, arguments);
    }
}
