namespace BuildkiteCi.Benchmarks.Changes;

/// <summary>Where a value went.</summary>
public enum Direction
{
    /// <summary>It grew.</summary>
    Up,

    /// <summary>It fell.</summary>
    Down,
}
