using System.Collections.Immutable;
using BuildkiteCi.Benchmarks.Changes;

namespace BuildkiteCi.Benchmarks.Tests.Changes;

/// <summary>Counts over series: a report hits if it lies within the tolerance of a change that no other has taken and goes the same
/// way.</summary>
internal sealed record DetectionScore(int Series, int Truths, int Reports, int Hits)
{
    public static readonly DetectionScore Zero = new(0, 0, 0, 0);

    public double Precision => Reports == 0 ? 1 : (double)Hits / Reports;

    public double Recall => Truths == 0 ? 1 : (double)Hits / Truths;

    public double FalseAlarmsPerSeries => (double)(Reports - Hits) / Series;

    public DetectionScore Plus(DetectionScore other) =>
        new(Series + other.Series, Truths + other.Truths, Reports + other.Reports, Hits + other.Hits);

    public static DetectionScore Of(ImmutableArray<Change> changes, ImmutableArray<(int Index, int Tolerance, Direction Direction)> truth)
    {
        var open = truth.ToList();
        var hits = 0;
        foreach (var change in changes)
        {
            var hit = open.FindIndex(true_ =>
                Math.Abs(true_.Index - change.First.Row) <= true_.Tolerance && true_.Direction == change.Direction
            );
            if (hit < 0) continue;
            open.RemoveAt(hit);
            hits++;
        }

        return new DetectionScore(1, truth.Length, changes.Length, hits);
    }

    public override string ToString() =>
        $"{Series} series, {Truths} changes: precision {Precision:0.000}, recall {Recall:0.000}, {FalseAlarmsPerSeries:0.000} false alarms "
            + "a series";
}
