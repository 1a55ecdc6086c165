namespace BuildkiteCi.Benchmarks.Judging;

/// <summary>One target and what was measured against it.</summary>
/// <param name="Metric">What is judged.</param>
/// <param name="Measured">In the metric's unit; null where it was not measured.</param>
/// <param name="Target">What is asked for, in the metric's unit.</param>
/// <param name="Status">Passing, failing, or untested where it was not measured.</param>
public sealed record TargetResult(Metric Metric, double? Measured, double Target, Status Status)
{
    /// <summary>Why value and target cannot be compared, which is a failure; null where they can.</summary>
    public string? Note { get; init; }

    /// <summary>How far on the bad side of the target a value still passes; 0 for all but accuracy.</summary>
    public double Tolerance { get; init; }

    /// <summary>Standard error of the measured value; null where it is not known.</summary>
    public double? StandardError { get; init; }

    /// <summary>Relative distance from the target to the good side; negative where it is missed; null where nothing was measured.</summary>
    public double? Margin =>
        Measured is not { } value || Target == 0 ? null
        : Metric.Better == Better.Lower ? (Target - value) / Target
        : (value - Target) / Target;

    /// <summary>(score − target) / standard error; null where the error is not known.</summary>
    public double? StandardErrors => StandardError is > 0 ? (Measured - Target) / StandardError : null;

    /// <summary>Whether the limit is less than one standard error away: another run may well say otherwise.</summary>
    public bool IsBorderline =>
        StandardError is > 0
        && Measured is { } value
        && Math.Abs(value - (Metric.Better == Better.Lower ? Target + Tolerance : Target - Tolerance)) < StandardError;
}
