using Cake.Core;
using Cake.Frosting.Internal;

namespace Cake.Frosting;

/// <summary>What happens before each task.</summary>
/// <typeparam name="TContext">The build's context; a host with a context of another type refuses to run this.</typeparam>
public abstract class FrostingTaskSetup<TContext> : IFrostingTaskSetup
    where TContext : ICakeContext
{
    /// <summary>Runs before each task, a skipped one included.</summary>
    public abstract void Setup(TContext context, ITaskSetupContext info);

    void IFrostingTaskSetup.Setup(ICakeContext context, ITaskSetupContext info) => Setup(context.As<TContext>(this), info);
}

/// <inheritdoc />
public abstract class FrostingTaskSetup : FrostingTaskSetup<ICakeContext>;
