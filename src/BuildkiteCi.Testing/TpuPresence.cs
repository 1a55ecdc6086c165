namespace BuildkiteCi.Testing;

/// <summary>Whether this machine has a TPU.</summary>
public static class TpuPresence
{
    /// <summary>What a machine without a TPU lacks, for people.</summary>
    public const string None = "this machine has no TPU: there is no /dev/accel*, no /dev/vfio/*, and no tpu-info";

    // Lists what a TPU machine has, one a line; prints nothing where there is none.
    private const string Probe = "compgen -G '/dev/accel*'; compgen -G '/dev/vfio/[0-9]*'; command -v tpu-info; true";

    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);

    /// <summary>Looks for device files and for TPU tools.</summary>
    public static async Task<bool> IsHereAsync(IProcessRunner processes, CancellationToken cancellationToken) =>
        (await processes.RunAsync(CommandLine.Of("bash", "-c", Probe) with { Timeout = Timeout }, null, cancellationToken))
            .Output.Trim()
            .Length > 0;
}
