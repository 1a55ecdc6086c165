using System.Globalization;
using BuildkiteCi.Catalogue.Results;

namespace BuildkiteCi.Testing.Accuracy;

/// <summary>The score that an evaluation has to reach, and the one rule by which stages, cases and files of earlier runs are
/// judged.</summary>
/// <param name="Value">In the score's own unit: a fraction, or 0 to 100 for ROUGE. 0 or less is no target: nobody has filled it in
/// yet.</param>
/// <param name="Tolerance">How far on the bad side of it a score still passes, an absolute difference: the spread of one
/// evaluation.</param>
public sealed record AccuracyTarget(double Value, double Tolerance = AccuracyTarget.UsualTolerance)
{
    /// <summary>The variable that holds the target of a catalogue's stage.</summary>
    public const string Variable = "MINIMUM_ACCURACY_THRESHOLD";

    /// <summary>The tolerance where <c>ci.yml</c> sets none.</summary>
    public const double UsualTolerance = 0.03;

    // 0.74 - 0.03 is not quite 0.71 in binary, and a score of 0.71 reaches it.
    private const double Rounding = 1e-9;

    /// <summary>Whether anything is asked for.</summary>
    public bool IsSet => Value > 0;

    /// <summary>Whether a score passes: at least the target less the tolerance; of a metric that gets better downwards, at most the target
    /// and the tolerance.</summary>
    public bool IsReachedBy(AccuracyScore score) => OtherScale(score) is null && (score.Metric.Better == Better.Lower
        ? score.Score <= Value + Tolerance + Rounding
        : score.Score >= Value - Tolerance - Rounding);

    /// <summary>Why score and target cannot be compared; null where they can. 5 of 100 is no 0.74 and would pass for it.</summary>
    public string? OtherScale(AccuracyScore score) =>
        score.Metric.Unit == MetricUnit.Fraction && score.Score is < 0 or > 1
            ? $"{score.Metric} is {Number(score.Score)}, and a fraction lies between 0 and 1"
        : score.Metric.Better != Better.Lower && Value <= 1 && score.Score > 1
            ? $"{score.Metric} is {Number(score.Score)}, and the target {Number(Value)} is a fraction"
        : score.Metric.Unit == MetricUnit.Fraction && Value > 1 ? $"{score.Metric} is a fraction, and the target is {Number(Value)}"
        : null;

    /// <summary>The target of a variable's text: one that is not set where it is blank, null where it is no number.</summary>
    public static AccuracyTarget? Parse(string text, double tolerance)
    {
        if (string.IsNullOrWhiteSpace(text)) return new AccuracyTarget(0, tolerance);
        return double.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? new AccuracyTarget(value, tolerance)
            : null;
    }

    private static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
