using System.Globalization;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Matrices.Definitions;

namespace BuildkiteCi.Matrices.Site;

/// <summary>How fast a subject is on a generation: the one number that readers ask for first.</summary>
internal static class Performance
{
    /// <summary>The first measurement with a target, else the first; null where nothing was measured.</summary>
    public static Measurement? Of(MatrixDefinition definition, SubjectSupport? subject, string generation)
    {
        var all = definition.Stages.SelectMany(stage => subject?.On(generation, stage).Measurements ?? []).ToArray();
        return Array.Find(all, one => one.Target is not null) ?? all.FirstOrDefault();
    }

    /// <summary>A number as readers see it: whole from 100 up, else at most two decimals.</summary>
    public static string Number(double value) => value.ToString(Math.Abs(value) >= 100 ? "#,0" : "0.##", CultureInfo.InvariantCulture);

    /// <summary>A measurement with its unit.</summary>
    public static string Text(Measurement measurement) => measurement.Metric.Unit.Text(Number(measurement.Value));
}
