using System.Runtime.InteropServices;

namespace Build;

/// <summary>Turns Ctrl-C and a cancelled job's TERM into a cancelled token, so that children are ended and nothing is left
/// half-written.</summary>
public sealed class Interruption : IDisposable
{
    // What shells give a program that a signal ended: 128 and its number.
    private const int SignalStatus = 128;

    private static readonly (PosixSignal Signal, string Name, int Number)[] Signals =
    [
        (PosixSignal.SIGINT, "SIGINT", 2),
        (PosixSignal.SIGTERM, "SIGTERM", 15),
    ];

    private readonly CancellationTokenSource source = new();
    private readonly PosixSignalRegistration[] registrations;
    private PosixSignal? came;

    public Interruption() => registrations = [.. Signals.Select(row => PosixSignalRegistration.Create(row.Signal, Cancel))];

    public CancellationToken Token => source.Token;

    /// <summary>The signal that came, for people; null: none has.</summary>
    public string? Name => came is { } signal ? Array.Find(Signals, row => row.Signal == signal).Name : null;

    /// <summary>The exit status of a run that a signal ended; one that was done all the same has its own.</summary>
    /// <param name="status">The status without the signal.</param>
    public int StatusOf(int status) =>
        status != 0 && came is { } signal ? SignalStatus + Array.Find(Signals, row => row.Signal == signal).Number : status;

    public void Dispose()
    {
        foreach (var registration in registrations) registration.Dispose();
        source.Dispose();
    }

    private void Cancel(PosixSignalContext context)
    {
        // The process ends by itself once the task has cleaned up behind the cancelled token; a second signal ends it at once.
        context.Cancel = came is null;
        Come(context.Signal);
    }

    /// <summary>What a signal does.</summary>
    internal void Come(PosixSignal signal)
    {
        came ??= signal;
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The build ended while the signal came.
        }
    }
}
