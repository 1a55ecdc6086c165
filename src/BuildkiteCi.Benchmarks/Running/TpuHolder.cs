namespace BuildkiteCi.Benchmarks.Running;

/// <summary>A process that holds a device file of the TPU: nobody else can use the device.</summary>
/// <param name="Device"><c>/dev/accel0</c>, <c>/dev/vfio/0</c>.</param>
/// <param name="Process">Its number.</param>
/// <param name="Name">Its name.</param>
public sealed record TpuHolder(string Device, int Process, string Name)
{
    /// <summary><c>/dev/accel0 is held by process 4711 (python3)</c>.</summary>
    public override string ToString() => $"{Device} is held by process {Process} ({Name})";
}
