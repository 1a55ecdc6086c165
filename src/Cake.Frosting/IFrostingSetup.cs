using Cake.Core;

namespace Cake.Frosting;

/// <summary>What happens once, before the first task.</summary>
public interface IFrostingSetup
{
    /// <summary>Runs before the first task; an exception ends the build before any task ran.</summary>
    void Setup(ICakeContext context, ISetupContext info);
}
