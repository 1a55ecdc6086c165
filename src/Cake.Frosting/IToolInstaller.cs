using Cake.Core.Packaging;

namespace Cake.Frosting;

/// <summary>Installs the tools of the build before its first task.</summary>
public interface IToolInstaller
{
    /// <summary>Installs <paramref name="tool"/> below the tools folder and makes it known to the tool locator; throws where no installer
    /// takes it.</summary>
    void Install(PackageReference tool);
}
