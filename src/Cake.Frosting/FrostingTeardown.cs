using Cake.Core;
using Cake.Frosting.Internal;

namespace Cake.Frosting;

/// <summary>What happens after the last task.</summary>
/// <typeparam name="TContext">The build's context; a host with a context of another type refuses to run this.</typeparam>
public abstract class FrostingTeardown<TContext> : IFrostingTeardown
    where TContext : ICakeContext
{
    /// <summary>Runs once, after the last task, whether it failed or not.</summary>
    public abstract void Teardown(TContext context, ITeardownContext info);

    void IFrostingTeardown.Teardown(ICakeContext context, ITeardownContext info) => Teardown(context.As<TContext>(this), info);
}

/// <inheritdoc />
public abstract class FrostingTeardown : FrostingTeardown<ICakeContext>;
