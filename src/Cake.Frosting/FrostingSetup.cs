using Cake.Core;
using Cake.Frosting.Internal;

namespace Cake.Frosting;

/// <summary>What happens before the first task.</summary>
/// <typeparam name="TContext">The build's context; a host with a context of another type refuses to run this.</typeparam>
public abstract class FrostingSetup<TContext> : IFrostingSetup
    where TContext : ICakeContext
{
    /// <summary>Runs once, before the first task.</summary>
    public abstract void Setup(TContext context, ISetupContext info);

    void IFrostingSetup.Setup(ICakeContext context, ISetupContext info) => Setup(context.As<TContext>(this), info);
}

/// <inheritdoc />
public abstract class FrostingSetup : FrostingSetup<ICakeContext>;
