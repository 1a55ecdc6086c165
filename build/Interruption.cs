using System.Runtime.InteropServices;

namespace Build;

/// <summary>Turns Ctrl-C and a cancelled job's TERM into a cancelled token, so that children are ended and nothing is left half-written.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly PosixSignalRegistration[] registrations;

    public Interruption()
    {
        registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel),
        ];
    }

    public CancellationToken Token => source.Token;

    public void Dispose()
    {
        foreach (var registration in registrations) registration.Dispose();
        source.Dispose();
    }

    private void Cancel(PosixSignalContext signal)
    {
        // The process ends by itself once the task has cleaned up behind the cancelled token; a second signal ends it at once.
        signal.Cancel = !source.IsCancellationRequested;
        source.Cancel();
    }
}
