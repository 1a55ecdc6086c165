using Cake.Core;
using Cake.Frosting.Internal;

namespace Cake.Frosting;

/// <summary>A task that waits for something. It must be public and have a public constructor, whose parameters come from the services of
/// the host.</summary>
/// <typeparam name="T">The build's context; a host with a context of another type warns and leaves the task out.</typeparam>
public abstract class AsyncFrostingTask<T> : IFrostingTask
    where T : ICakeContext
{
    /// <summary>Does the work; the next task starts when it has ended. A task that does not override it only gathers its
    /// dependencies.</summary>
    public virtual Task RunAsync(T context) => Task.CompletedTask;

    /// <summary>Whether the task runs. A target that must not run fails the build; a dependency is left out.</summary>
    public virtual bool ShouldRun(T context) => true;

    /// <summary>Handles what the task threw; where it is overridden the build goes on unless it throws.</summary>
    public virtual void OnError(Exception exception, T context)
    {
    }

    /// <summary>Runs after the task, whatever became of it; not where it is skipped.</summary>
    public virtual void Finally(T context)
    {
    }

    Task IFrostingTask.RunAsync(ICakeContext context) => RunAsync(context.As<T>(this));

    bool IFrostingTask.ShouldRun(ICakeContext context) => ShouldRun(context.As<T>(this));

    void IFrostingTask.OnError(Exception exception, ICakeContext context) => OnError(exception, context.As<T>(this));

    void IFrostingTask.Finally(ICakeContext context) => Finally(context.As<T>(this));
}

/// <inheritdoc />
public abstract class AsyncFrostingTask : AsyncFrostingTask<ICakeContext>;
