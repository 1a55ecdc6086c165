using System.ComponentModel;
using System.Text;
using CliWrap;
using CliWrap.Exceptions;

namespace BuildkiteCi.World;

/// <summary>Starts real processes.</summary>
/// <param name="folder">Where a command starts that names no folder of its own.</param>
/// <param name="time">Measures spans and time-outs.</param>
public sealed class ProcessRunner(string folder, TimeProvider time) : IProcessRunner
{
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
        };

        try
        {
            // CliWrap ends the whole process tree when the token is cancelled.
            var result = await Cli.Wrap(command.Program)
                .WithArguments(command.Arguments)
                .WithWorkingDirectory(command.Folder ?? folder)
                .WithEnvironmentVariables(command.Environment.ToDictionary(StringComparer.Ordinal))
                .WithStandardInputPipe(command.Input is { } input ? PipeSource.FromString(input) : PipeSource.Null)
                .WithStandardOutputPipe(Target(output, isError: false))
                .WithStandardErrorPipe(Target(errorOutput, isError: true))
                .WithValidation(CommandResultValidation.None)
                .ExecuteAsync(ending.Token);
            return Exit(result.ExitCode);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Exit(124) with { TimedOut = true };
        }
        catch (Exception failure) when (failure is Win32Exception or CliWrapException or InvalidOperationException or DirectoryNotFoundException)
        {
            return ProcessExit.NotStarted($"'{command.Program}' could not be started: {failure.Message.ReplaceLineEndings(" ")}");
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
}
