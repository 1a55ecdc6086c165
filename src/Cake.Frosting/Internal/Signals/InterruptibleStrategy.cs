using Cake.Core;

namespace Cake.Frosting.Internal;

/// <summary>
/// Runs tasks as the build's own strategy does, and ends the one that runs when a signal comes: so the teardowns run, once. A task that
/// neither looks at the token nor waits for a process is left behind after <see cref="Grace"/>; it ends with the program.
/// </summary>
internal sealed class InterruptibleStrategy(IExecutionStrategy usual, Interruption interruption) : IExecutionStrategy
{
    /// <summary>Time for a task to clean up behind the cancelled token. Agents and containers kill some 10 seconds after the
    /// signal.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    public async Task ExecuteAsync(CakeTask task, ICakeContext context)
    {
        var signal = interruption.Token;
        if (signal.IsCancellationRequested) throw Ended(task.Name);

        // On a thread of its own: a task that blocks could not be left.
        var running = Task.Run(() => usual.ExecuteAsync(task, context), CancellationToken.None);
        try
        {
            await running.WaitAsync(signal);
        }
        catch (OperationCanceledException) when (signal.IsCancellationRequested)
        {
            await Task.WhenAny(running, Task.Delay(Grace, CancellationToken.None));
        }
        catch (Exception failure) when (signal.IsCancellationRequested)
        {
            throw Ended(task.Name, failure);
        }

        if (signal.IsCancellationRequested) throw Ended(task.Name, running.Exception?.InnerException);
    }

    /// <summary>An interrupted task is not forgiven: its handler would let the build go on.</summary>
    public Task HandleErrorsAsync(Func<Exception, ICakeContext, Task> action, Exception exception, ICakeContext context) =>
        interruption.Token.IsCancellationRequested ? Task.FromException(exception) : usual.HandleErrorsAsync(action, exception, context);

    public void PerformSetup(Action<ISetupContext> action, ISetupContext context) => usual.PerformSetup(action, context);

    public void PerformTeardown(Action<ITeardownContext> action, ITeardownContext teardownContext) =>
        usual.PerformTeardown(action, teardownContext);

    public void Skip(CakeTask task, CakeTaskCriteria criteria) => usual.Skip(task, criteria);

    public Task ReportErrorsAsync(Func<Exception, Task> action, Exception exception) => usual.ReportErrorsAsync(action, exception);

    public Task InvokeFinallyAsync(Func<ICakeContext, Task> action, ICakeContext context) => usual.InvokeFinallyAsync(action, context);

    public void PerformTaskSetup(Action<ITaskSetupContext> action, ITaskSetupContext taskSetupContext) =>
        usual.PerformTaskSetup(action, taskSetupContext);

    public void PerformTaskTeardown(Action<ITaskTeardownContext> action, ITaskTeardownContext taskTeardownContext) =>
        usual.PerformTaskTeardown(action, taskTeardownContext);

    private CakeException Ended(string task, Exception? cause = null) => new($"Task '{task}' was ended by {interruption.Name}", cause);
}
