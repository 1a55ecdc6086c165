using System.ComponentModel;
using System.Text;
using CliWrap;
using CliWrap.Exceptions;

namespace BuildkiteCi.Machine;

/// <summary>Starts real processes.</summary>
/// <param name="folder">Where a command starts that names no folder of its own.</param>
/// <param name="time">Measures spans and time-outs.</param>
public sealed class ProcessRunner(string folder, TimeProvider time) : IProcessRunner
{
    // The status of coreutils' timeout, for a command that was ended before it could give one of its own.
    private const int TimedOut = 124;

    // What a shell does before the program takes its place: the terminal becomes its own, so that Ctrl-C at ours is not for it.
    private const string OnTerminal = "if command -v setsid >/dev/null; then set -- setsid -c \"$@\"; fi; exec \"$@\" <\"$0\" >\"$0\" 2>&1";
    private const string OnOnePipe = "exec \"$@\" </dev/null 2>&1";

    // For the last lines of a program that has ended to reach us.
    private static readonly TimeSpan LastLines = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public async Task<ProcessExit> RunAsync(CommandLine command, Action<OutputLine>? onLine, CancellationToken cancellationToken)
    {
        var output = new StringBuilder();
        var errorOutput = new StringBuilder();
        var gate = new Lock();
        using var timeout = command.Timeout is { } span ? new CancellationTokenSource(span, time) : new CancellationTokenSource();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var started = time.GetTimestamp();

        ProcessExit Exit(int status) => new(status, time.GetElapsedTime(started))
        {
            Output = output.ToString(),
            ErrorOutput = errorOutput.ToString(),
            TimedOut = timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested,
        };

        try
        {
            var status = command.OnTerminal
                ? await OnTerminalAsync(command, Take, ending.Token)
                : await StatusAsync(command, Target(output, isError: false), Target(errorOutput, isError: true), ending.Token);
            cancellationToken.ThrowIfCancellationRequested();
            return Exit(status);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Exit(TimedOut);
        }
        catch (Exception failure)
            when (failure is Win32Exception or CliWrapException or InvalidOperationException or DirectoryNotFoundException)
        {
            return ProcessExit.NotStarted($"'{command.Program}' could not be started: {failure.Message.ReplaceLineEndings(" ")}");
        }

        void Take(string line)
        {
            if (command.KeepsOutput) output.Append(line).Append('\n');
            onLine?.Invoke(new OutputLine(line, IsError: false));
        }

        PipeTarget Target(StringBuilder kept, bool isError)
        {
            var lines = onLine is null
                ? PipeTarget.Null
                : PipeTarget.ToDelegate(line =>
                {
                    lock (gate) onLine(new OutputLine(line, isError));
                });
            return command.KeepsOutput ? PipeTarget.Merge(PipeTarget.ToStringBuilder(kept), lines) : lines;
        }
    }

    private async Task<int> OnTerminalAsync(CommandLine command, Action<string> onLine, CancellationToken ending)
    {
        using var terminal = PseudoTerminal.TryOpen();
        if (terminal is null)
            return await StatusAsync(Under(command, OnOnePipe, "sh"), PipeTarget.ToDelegate(onLine), PipeTarget.Null, ending);
        using var reading = new CancellationTokenSource();
        var reader = Task.Factory.StartNew(
            () => terminal.Read(onLine, reading.Token),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        try
        {
            return await StatusAsync(Under(command, OnTerminal, terminal.Device), PipeTarget.Null, PipeTarget.Null, ending);
        }
        finally
        {
            // Whichever process still has the terminal open, what has been written by now is read.
            await reading.CancelAsync();
            await reader;
        }
    }

    private static CommandLine Under(CommandLine command, string script, string name) =>
        command with { Program = "/bin/sh", Arguments = ["-c", script, name, command.Program, .. command.Arguments] };

    private async Task<int> StatusAsync(CommandLine command, PipeTarget output, PipeTarget errorOutput, CancellationToken ending)
    {
        var leash = command.SweepsLeftovers && OperatingSystem.IsLinux() ? $"BUILDKITECI_LEASH_{Guid.NewGuid():N}" : null;
        var environment = leash is null ? command.Environment : command.Environment.SetItem(leash, "1");

        using var killing = new CancellationTokenSource();
        using var execution = Cli.Wrap(command.Program)
            .WithArguments(command.Arguments)
            .WithWorkingDirectory(command.Folder ?? folder)
            .WithEnvironmentVariables(environment.ToDictionary(StringComparer.Ordinal))
            .WithStandardInputPipe(command.Input is { } input ? PipeSource.FromString(input) : PipeSource.Null)
            .WithStandardOutputPipe(output)
            .WithStandardErrorPipe(errorOutput)
            .WithValidation(CommandResultValidation.None)
            .ExecuteAsync(killing.Token);
        var running = new RunningProcess(execution.ProcessId, leash, command.StopGrace, time);

        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = ending.UnsafeRegister(_ => asked.TrySetResult(), null);
        var sweeping = leash is null ? Task.CompletedTask : SweepAtTheEndAsync();
        if (await Task.WhenAny(execution.Task, asked.Task) == asked.Task)
        {
            if (command.StopGrace > TimeSpan.Zero)
            {
                await running.StopAsync();
                await Task.WhenAny(execution.Task, Task.Delay(LastLines, time, CancellationToken.None));
            }

            // CliWrap ends the whole process tree, and no longer waits for processes that hold the output open.
            await killing.CancelAsync();
        }

        try
        {
            return (await execution).ExitCode;
        }
        finally
        {
            await sweeping;
        }

        async Task SweepAtTheEndAsync()
        {
            await running.RootEndedAsync(CancellationToken.None);
            await running.SweepAsync();
        }
    }
}
