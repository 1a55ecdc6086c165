using System.Reflection;
using BuildkiteCi.Core.Text;
using BuildkiteCi.Testing;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Frosting;

namespace Build;

/// <summary>Runs tasks as Cake does, and tells of one that a signal ended which it was, after how long, and by what. How they ended makes
/// the exit status.</summary>
internal sealed class InterruptibleTasks(ICakeLog log, ICakeReportPrinter report, Interruption interruption, ExitStatus status)
    : IExecutionStrategy
{
    private readonly DefaultExecutionStrategy usual = new(log, report);

    /// <summary>How long a task has for ending after a signal that it may not have looked for.</summary>
    internal TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(1);

    public Task ExecuteAsync(CakeTask task, ICakeContext context) => status.WatchAsync(() => ExecuteNamedAsync(task, context));

    private async Task ExecuteNamedAsync(CakeTask task, ICakeContext context)
    {
        var begun = TimeProvider.System.GetTimestamp();
        try
        {
            await UntilSignalAsync(task.Name, () => usual.ExecuteAsync(task, context));
        }
        catch (Exception ended) when (ended is OperationCanceledException or StageCancelledException && interruption.Name is not null)
        {
            var what =
                ended is StageCancelledException
                    ? ended.Message
                    : $"{task.Name} was ended after {Elapsed.Text(TimeProvider.System.GetElapsedTime(begun))}";
            throw new CakeException(1, $"{what} ({interruption.Name})", ended);
        }
        catch (Exception failure) when (VisibleText.Lines(failure.Message) is var visible && visible != failure.Message)
        {
            // Messages quote names and what programs wrote.
            throw new CakeException(failure is CakeException { ExitCode: var status } ? status : 1, visible, failure);
        }
    }

    // Most tasks compute, and would not look at a token before they are done.
    private async Task UntilSignalAsync(string name, Func<Task> task)
    {
        var signal = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = interruption.Token.Register(signal.SetResult);
        var running = Task.Run(task);
        await Task.WhenAny(running, signal.Task);
        if (!running.IsCompleted && !CleansUp(name))
        {
            await Task.WhenAny(running, Task.Delay(Patience));
            if (!running.IsCompleted) throw new OperationCanceledException();
        }

        await running;
    }

    // Tasks of other builds know for themselves.
    private static bool CleansUp(string name) =>
        typeof(InterruptibleTasks)
            .Assembly.GetTypes()
            .FirstOrDefault(type => type.GetCustomAttribute<TaskNameAttribute>()?.Name == name)
            is not { } known
        || known.IsDefined(typeof(CleansUpAttribute));

    public void PerformSetup(Action<ISetupContext> action, ISetupContext context) =>
        status.Watch(() => usual.PerformSetup(action, context));

    public void PerformTeardown(Action<ITeardownContext> action, ITeardownContext teardownContext) =>
        status.Watch(() => usual.PerformTeardown(action, teardownContext));

    public void Skip(CakeTask task, CakeTaskCriteria criteria) => usual.Skip(task, criteria);

    public Task ReportErrorsAsync(Func<Exception, Task> action, Exception exception) => usual.ReportErrorsAsync(action, exception);

    public Task HandleErrorsAsync(Func<Exception, ICakeContext, Task> action, Exception exception, ICakeContext context) =>
        usual.HandleErrorsAsync(action, exception, context);

    public Task InvokeFinallyAsync(Func<ICakeContext, Task> action, ICakeContext context) => usual.InvokeFinallyAsync(action, context);

    public void PerformTaskSetup(Action<ITaskSetupContext> action, ITaskSetupContext taskSetupContext) =>
        usual.PerformTaskSetup(action, taskSetupContext);

    public void PerformTaskTeardown(Action<ITaskTeardownContext> action, ITaskTeardownContext taskTeardownContext) =>
        usual.PerformTaskTeardown(action, taskTeardownContext);
}
