using Cake.Core.Packaging;

namespace Cake.Frosting.Internal;

internal sealed class ToolInstaller(Core.Tooling.IToolInstaller engine) : IToolInstaller
{
    // The engine installs while its answer is read, so it is read to the end.
    public void Install(PackageReference tool) => _ = engine.Install(tool).Count();
}
