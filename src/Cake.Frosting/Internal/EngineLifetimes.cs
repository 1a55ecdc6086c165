using Cake.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting.Internal;

/// <summary>Hands the build's setups and teardowns to Cake's engine; of each kind the one that was added last.</summary>
internal static class EngineLifetimes
{
    public static void RegisterLifetimes(this ICakeEngine engine, IServiceProvider services, ICakeContext context)
    {
        // The engine's own context of a step knows nothing of the build's, so that is what the build gets.
        if (services.GetService<IFrostingSetup>() is { } setup) engine.RegisterSetupAction(info => setup.Setup(context, info));
        if (services.GetService<IFrostingTeardown>() is { } teardown)
            engine.RegisterTeardownAction(info => teardown.Teardown(context, info));
        if (services.GetService<IFrostingTaskSetup>() is { } taskSetup)
            engine.RegisterTaskSetupAction(info => taskSetup.Setup(context, info));
        if (services.GetService<IFrostingTaskTeardown>() is { } taskTeardown)
            engine.RegisterTaskTeardownAction(info => taskTeardown.Teardown(context, info));
    }
}
