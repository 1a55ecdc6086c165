using Cake.Core;

namespace Cake.Frosting;

/// <summary>What happens once, after the last task, whether it failed or not.</summary>
public interface IFrostingTeardown
{
    /// <summary>Runs after the last task; an exception fails the build, but never hides a task's own.</summary>
    void Teardown(ICakeContext context, ITeardownContext info);
}
