using System.Runtime.InteropServices;
using Cake.Core;
using Cake.Core.Diagnostics;

namespace Build.Tests;

public sealed class InterruptibleTasksTests : IDisposable
{
    private readonly Interruption interruption = new();
    private readonly ManualResetEventSlim released = new();

    public void Dispose()
    {
        released.Set();
        interruption.Dispose();
    }

    [Theory]
    [InlineData("Validate")]
    [InlineData("GeneratePipeline")]
    [InlineData("BenchmarkReport")]
    public async Task A_task_that_computes_is_left_behind_after_a_signal_and_the_message_names_both(string name)
    {
        var status = new ExitStatus(interruption);
        using var begun = new ManualResetEventSlim();
        var running = Tasks(status).ExecuteAsync(
            Computing(
                name,
                () =>
                {
                    begun.Set();
                    released.Wait();
                }
            ),
            null!
        );
        begun.Wait(TestContext.Current.CancellationToken);

        interruption.Come(PosixSignal.SIGTERM);

        var ended = await Should.ThrowAsync<CakeException>(() => running);
        ended.Message.ShouldMatch($@"^{name} was ended after .+ \(SIGTERM\)$");
        status.Of(255).ShouldBe(143);
    }

    [Theory]
    [InlineData("RunPipeline")]
    [InlineData("SomebodyElsesTask")]
    public async Task A_task_that_cleans_up_decides_itself_when_it_is_done(string name)
    {
        var hasCleanedUp = false;
        var running = Tasks(new ExitStatus(interruption)).ExecuteAsync(
            Computing(
                name,
                () =>
                {
                    interruption.Token.WaitHandle.WaitOne();
                    released.Wait();
                    hasCleanedUp = true;
                }
            ),
            null!
        );
        interruption.Come(PosixSignal.SIGINT);
        running.IsCompleted.ShouldBeFalse();

        released.Set();

        await running;
        hasCleanedUp.ShouldBeTrue();
    }

    private InterruptibleTasks Tasks(ExitStatus status) => new(new NullLog(), new Silent(), interruption, status) { Patience = TimeSpan.Zero };

    private static CakeTask Computing(string name, Action work)
    {
        var task = new CakeTask(name);
        task.Actions.Add(_ =>
        {
            work();
            return Task.CompletedTask;
        });
        return task;
    }

    private sealed class Silent : ICakeReportPrinter
    {
        public void Write(CakeReport report) { }

        public void WriteStep(string name, Verbosity verbosity) { }

        public void WriteLifeCycleStep(string name, Verbosity verbosity) { }

        public void WriteSkippedStep(string name, Verbosity verbosity) { }
    }
}
