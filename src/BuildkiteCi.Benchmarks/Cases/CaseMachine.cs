using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace BuildkiteCi.Benchmarks.Cases;

/// <summary>The machine behind a queue, as cases and the history name it.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="Device">Name in the history: <c>v6e-8</c>, <c>tpu7x-8</c>; the queue's name where it is no TPU queue.</param>
/// <param name="MapKey">Key in machine maps: <c>v7x-8</c>; null where the queue does not tell.</param>
/// <param name="TpuVersion">Value of <c>TPU_VERSION</c>.</param>
public sealed partial record CaseMachine(string Queue, string Device, string? MapKey, string TpuVersion)
{
    private static readonly ImmutableArray<(string Family, string DevicePrefix, string TpuVersion)> Families =
        [("v6e", "v6e", "tpu6e"), ("v7x", "tpu7x", "tpu7x")];

    /// <summary>Whether the queue's machines are of several hosts: v7x with more than eight chips.</summary>
    public bool HasSeveralHosts => Size(MapKey) is ("v7x", > 8);

    /// <summary>The machine of a queue: <c>tpu_v6e_queue</c>, <c>tpu_FAMILY_N_queue</c>, any other.</summary>
    public static CaseMachine OfQueue(string queue)
    {
        var match = QueueName().Match(queue);
        if (match.Success && Families.FirstOrDefault(family => family.Family == match.Groups["family"].Value) is { Family: { } name } family)
        {
            var count = match.Groups["count"].Success ? match.Groups["count"].Value : "1";
            return new CaseMachine(queue, $"{family.DevicePrefix}-{count}", $"{name}-{count}", family.TpuVersion);
        }

        return new CaseMachine(queue, queue, null, queue.Contains("v7x", StringComparison.Ordinal) ? "tpu7x" : "tpu6e");
    }

    /// <summary>
    /// The machine as a case sees it that sets <c>DEVICE</c>: the history's name is that device; maps follow it where the queue tells
    /// nothing, or where it is the same family and larger (several hosts).
    /// </summary>
    public CaseMachine With(string? device)
    {
        if (device is null) return this;
        var named = MapKeyOf(device);
        var follows = MapKey is null || (Size(named) is var (family, count) && Size(MapKey) is var (own, size) && family == own && count > size);
        return this with { Device = device, MapKey = follows ? named : MapKey };
    }

    /// <summary>The key in maps for a device's name: <c>tpu7x-16</c> and <c>7x-16</c> are <c>v7x-16</c>; null where it is no device.</summary>
    public static string? MapKeyOf(string device)
    {
        var match = DeviceName().Match(device);
        return match.Success ? $"v{match.Groups["family"].Value}-{match.Groups["count"].Value}" : null;
    }

    private static (string Family, int Count)? Size(string? mapKey)
    {
        var match = DeviceName().Match(mapKey ?? "");
        return match.Success && int.TryParse(match.Groups["count"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? ("v" + match.Groups["family"].Value, count)
            : null;
    }

    [GeneratedRegex("^tpu_(?<family>v[0-9]+[a-z]+)_((?<count>[0-9]+)_)?queue$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex QueueName();

    [GeneratedRegex("^(v|tpu)?(?<family>[0-9]+[a-z]+)-(?<count>[0-9]+)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DeviceName();
}
