namespace Cake.Buildkite;

/// <summary>What the agent measures of itself while a command runs.</summary>
public enum BuildkiteProfile
{
    /// <summary>Processor time.</summary>
    Cpu,

    /// <summary>Allocations.</summary>
    Memory,

    /// <summary>Contention of locks.</summary>
    Mutex,

    /// <summary>Time spent blocked.</summary>
    Block,
}
