using System.Collections.Immutable;
using System.Globalization;
using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Benchmarks.Cases;

/// <summary>The machine behind a queue, as cases and the history name it. The fleet tells all of it; nothing is read off a queue's
/// name.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="Device">Name in the history: <c>v6e-8</c>, <c>tpu7x-8</c>; the queue's name where the fleet knows no chips of it.</param>
/// <param name="MapKey">Key in machine maps: <c>v7x-8</c>; null where the queue does not tell.</param>
/// <param name="TpuVersion">Value of <c>TPU_VERSION</c>; of a queue without TPUs that of the fleet's first generation.</param>
public sealed record CaseMachine(string Queue, string Device, string? MapKey, string TpuVersion)
{
    /// <summary>Whether its chips are those of several hosts.</summary>
    public bool HasSeveralHosts { get; init; }

    /// <summary>The machine of a queue.</summary>
    public static CaseMachine OfQueue(string queue, Fleet fleet) => fleet.MachinesOf(queue) switch
    {
        ({ } generation, { } chips) => Of(queue, generation, chips),
        ({ } generation, null) => new CaseMachine(queue, queue, null, generation.TpuVersion),
        null => new CaseMachine(queue, queue, null, fleet.Generations[0].TpuVersion),
    };

    /// <summary>The small or the large machines of a generation.</summary>
    public static CaseMachine OfScale(HostScale scale, Generation generation) =>
        Of(generation.Queue(scale), generation, scale == HostScale.Small ? generation.SmallChips : generation.LargeChips);

    /// <summary>
    /// The machine as a case sees it that sets <c>DEVICE</c>: the history's name is that device; maps follow it where the queue tells
    /// nothing, or where it is of the same generation and larger (several hosts).
    /// </summary>
    public CaseMachine With(string? device, Fleet fleet)
    {
        if (device is null) return this;
        if (Parse(device, fleet) is not { } named) return this with { Device = device };
        var follows = MapKey is null || (Parse(MapKey, fleet) is { } own && own.Generation == named.Generation && named.Chips > own.Chips);
        return (follows ? Of(Queue, named.Generation, named.Chips) with { TpuVersion = TpuVersion } : this) with { Device = device };
    }

    /// <summary>The key in maps for a device's name: <c>tpu7x-16</c> and <c>7x-16</c> are <c>v7x-16</c>; null where it is no device of the
    /// fleet.</summary>
    public static string? MapKeyOf(string device, Fleet fleet) =>
        Parse(device, fleet) is { } named ? Key(named.Generation, named.Chips) : null;

    /// <summary>The keys that machine maps can have: the fleet's machines.</summary>
    public static ImmutableArray<string> MapKeys(Fleet fleet) =>
        [.. fleet.Queues.Select(queue => OfQueue(queue, fleet).MapKey).OfType<string>().Distinct()];

    private static CaseMachine Of(string queue, Generation generation, int chips) =>
        new(queue, $"{generation.Device}-{chips}", Key(generation, chips), generation.TpuVersion)
        {
            HasSeveralHosts = chips > generation.ChipsPerHost,
        };

    private static string Key(Generation generation, int chips) => $"{generation.Name}-{chips}";

    // A device is its generation by any of its names, '-', and its chips. Case files also leave out the 'v' or 'tpu' at its beginning.
    private static (Generation Generation, int Chips)? Parse(string device, Fleet fleet)
    {
        var at = device.LastIndexOf('-');
        if (at <= 0 || !int.TryParse(device.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var chips)) return null;
        var name = device[..at];
        var found = fleet.Generations.FirstOrDefault(generation => Names(generation).Contains(name, StringComparer.OrdinalIgnoreCase))
            ?? fleet.Generations.FirstOrDefault(generation =>
                Names(generation).Select(Short).Contains(Short(name), StringComparer.OrdinalIgnoreCase)
            );
        return found is null ? null : (found, chips);
    }

    private static string[] Names(Generation generation) => [generation.Name, generation.Device, generation.TpuVersion];

    private static string Short(string name) =>
        name.StartsWith("tpu", StringComparison.OrdinalIgnoreCase) ? name[3..]
        : name.StartsWith("v", StringComparison.OrdinalIgnoreCase) ? name[1..]
        : name;
}
