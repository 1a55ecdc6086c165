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

    /// <summary>How readily a change is reported. Default normal.</summary>
    public Sensitivity Sensitivity { get; init; }

    /// <summary>Whether alerts are sent for the series. Default yes.</summary>
    public bool Alerts { get; init; } = true;

    /// <summary>Chance of a false alarm that is accepted for a whole series, 0 to 1: 0.01, a tenth of it where the sensitivity is low, five
    /// times where it is high.</summary>
    public double FalseAlarms => Sensitivity switch { Sensitivity.Low => 0.001, Sensitivity.High => 0.05, _ => 0.01 };

    /// <summary>What is added to the limits of <see cref="Surprise"/>, in logarithms of likelihood ratios.</summary>
    internal double Caution => Sensitivity switch { Sensitivity.Low => 2.3, Sensitivity.High => -1.6, _ => 0 };

    /// <summary>Smallest relative change of the level that is reported. Default 0.01: 1 %.</summary>
    public double SmallestChange { get; init; } = 0.01;
}
