using Cake.Core;

namespace Cake.Frosting;

/// <summary>What happens before each task, a skipped one included.</summary>
public interface IFrostingTaskSetup
{
    /// <summary>Runs before each task; an exception fails that task without running it.</summary>
    void Setup(ICakeContext context, ITaskSetupContext info);
}
