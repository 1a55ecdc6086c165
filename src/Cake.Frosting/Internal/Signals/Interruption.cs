using System.Runtime.InteropServices;
using Cake.Core.Configuration;

namespace Cake.Frosting.Internal;

/// <summary>
/// Ctrl-C and TERM, where the build's setting <c>Settings_EndOnSignals</c> asks for them: the first one cancels <see cref="Token"/>, a
/// second one ends the process at once.
/// </summary>
internal sealed class Interruption(ICakeConfiguration configuration) : IDisposable
{
    // What shells give a program that a signal ended: 128 and its number.
    private static readonly (PosixSignal Signal, string Name, int Status)[] Signals =
        [(PosixSignal.SIGINT, "SIGINT", 128 + 2), (PosixSignal.SIGTERM, "SIGTERM", 128 + 15)];

    /// <summary>Ctrl-C reaches the processes of the terminal, too: they have this long to clean up by themselves.</summary>
    private static readonly TimeSpan ProcessesGrace = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource _source = new();
    private readonly CancellationTokenSource _processes = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private PosixSignal? _came;

    public bool IsAskedFor => string.Equals(configuration.GetValue("Settings_EndOnSignals"), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Cancelled when a signal comes.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Cancelled when the processes that tasks have started are to be ended.</summary>
    public CancellationToken ProcessesToken => _processes.Token;

    /// <summary>The signal that came, for people; null: none has.</summary>
    public string? Name => _came is { } signal ? Array.Find(Signals, row => row.Signal == signal).Name : null;

    /// <summary>From now on a signal does not end the process by itself.</summary>
    public void Watch() => _registrations.AddRange(Signals.Select(row => PosixSignalRegistration.Create(row.Signal, Come)));

    /// <summary>The exit status of a run that a signal ended; one that was done all the same keeps its own.</summary>
    public int StatusOf(int status) =>
        status != 0 && _came is { } signal ? Array.Find(Signals, row => row.Signal == signal).Status : status;

    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
        _source.Dispose();
        _processes.Dispose();
    }

    internal void Come(PosixSignalContext signal)
    {
        signal.Cancel = _came is null;
        _came ??= signal.Signal;
        try
        {
            if (_came == PosixSignal.SIGINT) _processes.CancelAfter(ProcessesGrace);
            _source.Cancel();
            if (_came != PosixSignal.SIGINT) _processes.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // What the token sets free may run to the end of the build before this thread goes on.
        }
    }
}
