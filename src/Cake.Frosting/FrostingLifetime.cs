using Cake.Core;
using Cake.Frosting.Internal;

namespace Cake.Frosting;

/// <summary>What happens before the first task and after the last.</summary>
/// <typeparam name="TContext">The build's context; a host with a context of another type refuses to run this.</typeparam>
public abstract class FrostingLifetime<TContext> : IFrostingLifetime
    where TContext : ICakeContext
{
    /// <summary>Runs once, before the first task.</summary>
    public abstract void Setup(TContext context, ISetupContext info);

    /// <summary>Runs once, after the last task, whether it failed or not.</summary>
    public abstract void Teardown(TContext context, ITeardownContext info);

    void IFrostingSetup.Setup(ICakeContext context, ISetupContext info) => Setup(context.As<TContext>(this), info);

    void IFrostingTeardown.Teardown(ICakeContext context, ITeardownContext info) => Teardown(context.As<TContext>(this), info);
}

/// <inheritdoc />
public abstract class FrostingLifetime : FrostingLifetime<ICakeContext>;
