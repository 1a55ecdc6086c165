using System.Collections.Immutable;
using BuildkiteCi.Benchmarks.Cases;

namespace BuildkiteCi.Benchmarks.Running;

/// <summary>
/// Looks whether the TPU is free: a device that somebody holds fails a server minutes after its start, with a message that names neither
/// the device nor its holder.
/// </summary>
/// <param name="world">The devices and the time.</param>
/// <param name="settings">How often to look, and how long a process that ends may take.</param>
internal sealed class TpuWatch(BenchmarkDependencies world, BenchmarkSettings settings)
{
    // With them a case asks for a part of the devices, and another part may well be in use.
    private static readonly ImmutableArray<string> PartVariables = ["TPU_VISIBLE_CHIPS", "TPU_VISIBLE_DEVICES"];

    /// <summary>Waits for devices that somebody is about to give back.</summary>
    /// <returns>Null where they are free, else who holds them.</returns>
    public async Task<string?> HeldAsync(CancellationToken cancellationToken)
    {
        var started = world.Time.GetTimestamp();
        while (true)
        {
            var holders = world.Devices.Holders();
            if (holders.IsEmpty) return null;
            if (world.Time.GetElapsedTime(started) >= settings.Grace)
                return string.Join("; ", holders.DistinctBy(holder => holder.Process));
            await Task.Delay(settings.Poll, world.Time, cancellationToken);
        }
    }

    /// <summary>Whether a case takes only a part of the machine's devices.</summary>
    public static bool TakesPart(CaseCommands commands) =>
        PartVariables.Any(variable => (commands.Server ?? commands.Client).Environment.GetValueOrDefault(variable) is { Length: > 0 });
}
