using BuildkiteCi.Core.Text;
using BuildkiteCi.Testing;
using Cake.Core;
using Cake.Core.Diagnostics;

namespace Build;

/// <summary>Runs tasks as Cake does, and tells of one that a signal ended which it was, after how long, and by what. How they ended makes
/// the exit status.</summary>
internal sealed class InterruptibleTasks(ICakeLog log, ICakeReportPrinter report, Interruption interruption, ExitStatus status)
    : IExecutionStrategy
{
    private readonly DefaultExecutionStrategy usual = new(log, report);

    public Task ExecuteAsync(CakeTask task, ICakeContext context) => status.WatchAsync(() => ExecuteNamedAsync(task, context));

    private async Task ExecuteNamedAsync(CakeTask task, ICakeContext context)
    {
        var begun = TimeProvider.System.GetTimestamp();
        try
        {
            await usual.ExecuteAsync(task, context);
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
