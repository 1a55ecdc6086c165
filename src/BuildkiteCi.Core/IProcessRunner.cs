namespace BuildkiteCi.Core;

/// <summary>Starts programs. The one way in which the domain reaches other processes.</summary>
public interface IProcessRunner
{
    /// <summary>
    /// Starts <paramref name="command"/>, hands each line of its output to <paramref name="onLine"/> as it comes, waits for the end, and
    /// ends the whole process tree when cancelled or after <see cref="CommandLine.Timeout"/>.
    /// </summary>
    /// <param name="command">What to start.</param>
    /// <param name="onLine">Gets each line, standard output and error in the order in which they came, one call at a time; null: nobody
    /// listens.</param>
    /// <param name="cancellationToken">Ends the process tree.</param>
    /// <returns>How the process ended. A program that cannot be started is an exit too (<see cref="ProcessExit.NotStarted"/>), not an
    /// exception.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled; the process tree is gone by then.</exception>
    Task<ProcessExit> RunAsync(CommandLine command, Action<OutputLine>? onLine, CancellationToken cancellationToken);
}

/// <summary>A line that a process wrote.</summary>
/// <param name="Text">The line without its line end.</param>
/// <param name="IsError">Whether it came on standard error.</param>
public readonly record struct OutputLine(string Text, bool IsError);
