using Cake.Core.IO;
using Cake.Core.Packaging;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.Internal;

/// <summary>
/// Makes the engine's installer, and with it every package installer, when the first tool is installed: NuGet's client is most of
/// what Cake would otherwise load at start-up. The package installer that was added last is asked first.
/// </summary>
internal sealed class ToolInstallerOnDemand(IServiceProvider services) : Core.Tooling.IToolInstaller
{
    public IEnumerable<FilePath> Install(PackageReference tool) =>
        ActivatorUtilities
            .CreateInstance<Core.Tooling.ToolInstaller>(services, services.GetServices<IPackageInstaller>().Reverse())
            .Install(tool);
}
