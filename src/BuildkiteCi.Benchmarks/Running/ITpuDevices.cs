using System.Collections.Immutable;

namespace BuildkiteCi.Benchmarks.Running;

/// <summary>The TPU's device files on this machine.</summary>
public interface ITpuDevices
{
    /// <summary>Which processes hold device files, as far as this user may see them; none where there is no TPU.</summary>
    ImmutableArray<TpuHolder> Holders();
}
