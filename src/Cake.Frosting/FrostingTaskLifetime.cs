using Cake.Core;
using Cake.Frosting.Internal;

namespace Cake.Frosting;

/// <summary>What happens around each task.</summary>
/// <typeparam name="TContext">The build's context; a host with a context of another type refuses to run this.</typeparam>
public abstract class FrostingTaskLifetime<TContext> : IFrostingTaskLifetime
    where TContext : ICakeContext
{
    /// <summary>Runs before each task, a skipped one included.</summary>
    public abstract void Setup(TContext context, ITaskSetupContext info);

    /// <summary>Runs after each task, a skipped or failed one included.</summary>
    public abstract void Teardown(TContext context, ITaskTeardownContext info);

    void IFrostingTaskSetup.Setup(ICakeContext context, ITaskSetupContext info) => Setup(context.As<TContext>(this), info);

    void IFrostingTaskTeardown.Teardown(ICakeContext context, ITaskTeardownContext info) => Teardown(context.As<TContext>(this), info);
}

/// <inheritdoc />
public abstract class FrostingTaskLifetime : FrostingTaskLifetime<ICakeContext>;
