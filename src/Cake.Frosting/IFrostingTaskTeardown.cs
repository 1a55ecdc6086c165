using Cake.Core;

namespace Cake.Frosting;

/// <summary>What happens after each task, a skipped or failed one included.</summary>
public interface IFrostingTaskTeardown
{
    /// <summary>Runs after each task; <paramref name="info"/> has how long it took and what it threw.</summary>
    void Teardown(ICakeContext context, ITaskTeardownContext info);
}
