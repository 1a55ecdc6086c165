namespace BuildkiteCi.Benchmarks.Changes;

/// <summary>How sure a change has to be. The defaults were chosen on simulated series; see <see cref="ChangeDetection"/>.</summary>
public sealed record DetectionSettings
{
    /// <summary>The defaults.</summary>
    public static readonly DetectionSettings Default = new();

    /// <summary>Points that a level lasts at least; fewer are outliers. Default 4: a dip of four nights is a change.</summary>
    public int SmallestSegment { get; init; } = 4;

    /// <summary>Points that a series has at least before anything is said about it. Default 10.</summary>
    public int FewestPoints { get; init; } = 10;

    /// <summary>Chance of a false alarm that is accepted for a whole series, 0 to 1. Default 0.01.</summary>
    public double FalseAlarms { get; init; } = 0.01;

    /// <summary>Smallest relative change of the level that is reported. Default 0.01: 1 %.</summary>
    public double SmallestChange { get; init; } = 0.01;
}
