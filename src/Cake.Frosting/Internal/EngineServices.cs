using Cake.Cli;
using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Modules;
using Cake.DotNetTool.Module;
using Cake.NuGet;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Cake.Frosting.Internal;

/// <summary>What a build finds in its services, and may replace, decorate or remove.</summary>
internal static class EngineServices
{
    public static void AddEngine(this IServiceCollection services)
    {
        Cake.Cli.ServiceCollectionExtensions.UseModule<CoreModule>(services);
        Cake.Cli.ServiceCollectionExtensions.UseModule<NuGetModule>(services);
        Cake.Cli.ServiceCollectionExtensions.UseModule<DotNetToolModule>(services);

        services.AddSingleton(ReadConfiguration);
        services.AddSingleton<FrostingContext>();
        services.AddSingleton<IFrostingContext>(provider => provider.GetRequiredService<FrostingContext>());

        services.AddSingleton<IConsole, HostConsole>();
        services.AddSingleton<ICakeLog>(provider => new CakeBuildLog(provider.GetRequiredService<IConsole>()));
        services.AddSingleton<ICakeReportPrinter, CakeReportPrinter>();
        services.AddSingleton(_ => AnsiConsole.Console);

        services.AddSingleton<BuildScriptHost<IFrostingContext>>();
        services.AddSingleton<DryRunScriptHost<IFrostingContext>>();
        services.AddSingleton<TreeScriptHost>();
        services.AddSingleton<DescriptionScriptHost>();

        services.AddSingleton<IVersionResolver, EngineVersion>();
        services.AddSingleton<VersionFeature>();
        services.AddSingleton<ICakeVersionFeature>(provider => provider.GetRequiredService<VersionFeature>());
        services.AddSingleton<InfoFeature>();
        services.AddSingleton<ICakeInfoFeature>(provider => provider.GetRequiredService<InfoFeature>());

        services.Replace(ServiceDescriptor.Singleton<Core.Tooling.IToolInstaller, ToolInstallerOnDemand>());
        services.AddSingleton<IToolInstaller, ToolInstaller>();

        services.AddSingleton<Interruption>();
        services.Replace(ServiceDescriptor.Singleton<IProcessRunner, EndingProcessRunner>());
        services.AddSingleton(typeof(CancellationToken), provider => provider.GetRequiredService<Interruption>().Token);
    }

    /// <summary>Adds what only a run knows, unless the build has its own.</summary>
    public static void AddCommandLine(this IServiceCollection services, HostOptions options)
    {
        services.TryAddSingleton(options.Arguments);
        services.TryAddSingleton<IRemainingArguments>(options.Remaining);
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
