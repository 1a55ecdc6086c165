using System.Globalization;
using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Testing;

/// <summary>The score that an accuracy stage has to reach (<c>MINIMUM_ACCURACY_THRESHOLD</c>).</summary>
/// <param name="Value">A fraction above 0; null where nobody has filled it in yet (unset, blank, 0).</param>
public sealed record AccuracyTarget(double? Value)
{
    /// <summary>The variable that holds it.</summary>
    public const string Variable = "MINIMUM_ACCURACY_THRESHOLD";

    /// <summary>The target of a job; null for a stage that has none, and for a text that is no number.</summary>
    public static AccuracyTarget? Of(StageJob job)
    {
        if (job.Stage.Role != StageRole.Accuracy) return null;
        var text = job.Environment.GetValueOrDefault(Variable, "").Trim();
        if (text.Length == 0) return new AccuracyTarget((double?)null);
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? new AccuracyTarget(value > 0 ? value : null)
            : null;
    }
}
