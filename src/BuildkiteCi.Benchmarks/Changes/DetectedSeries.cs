using System.Collections.Immutable;

namespace BuildkiteCi.Benchmarks.Changes;

/// <summary>Tells what was detected in a series in terms of its runs and the metric's unit.</summary>
/// <param name="series">The series.</param>
/// <param name="settings">How sure a change has to be.</param>
/// <param name="scale">The scale of detection.</param>
/// <param name="raw">Values on that scale, outliers left in.</param>
/// <param name="clean">Values on that scale, without outliers.</param>
/// <param name="mayCut">Where a level may begin.</param>
internal sealed class DetectedSeries(
    Series series,
    DetectionSettings settings,
    ValueScale scale,
    double[] raw,
    double[] clean,
    bool[] mayCut
)
{
    // A step off a line is one where the jump is this many standard errors; less is a change of direction.
    private const double ClearJump = 4;

    // A level is back when no more than this share of the change is left.
    private const double Left = 0.25;

    /// <summary>What levels tell.</summary>
    public SeriesChanges Of(Merging kept)
    {
        int[] bounds = [0, .. kept.Cuts, clean.Length];
        var means = bounds.Zip(bounds.Skip(1), (from, to) => clean.AsSpan(from, to - from).ToArray().Average()).ToArray();
        var levels = bounds
            .Zip(bounds.Skip(1), (from, to) => LevelOf(from, to, (clean.AsSpan(from, to - from).ToArray().Average(), 0)))
            .ToImmutableArray();
        var fitted = new double[clean.Length];
        for (var level = 0; level < means.Length; level++)
            Array.Fill(fitted, means[level], bounds[level], bounds[level + 1] - bounds[level]);
        var noise = NoiseAround(fitted);
        var changes = kept.Tests.Select(
            (test, i) =>
            {
                var relative = scale.Relative(levels[i].Center, test.Difference);
                var cut = kept.Cuts[i];
                return new Change(
                    series.Points[cut],
                    series.Points[cut - 1],
                    levels[i],
                    levels[i + 1],
                    relative,
                    scale.Relative(levels[i].Center, test.Difference - test.HalfWidth95),
                    scale.Relative(levels[i].Center, test.Difference + test.HalfWidth95),
                    test.Corrected,
                    Judge(relative)
                )
                {
                    Location = ChangeLocation.Of(
                        series,
                        raw,
                        bounds[i],
                        cut,
                        bounds[i + 2],
                        _ => means[i],
                        _ => means[i + 1],
                        noise,
                        mayCut
                    ),
                    IsReturn = i > 0 && Math.Abs(means[i + 1] - means[i - 1]) <= Left * Math.Abs(means[i] - means[i - 1]),
                };
            }
        );
        return new SeriesChanges(series, [.. changes], levels)
        {
            SendsAlerts = settings.Alerts,
            Correlation = kept.Correlation,
            Suspicion = Suspect(fitted, bounds[^2], slopes: false),
        };
    }

    /// <summary>What lines tell.</summary>
    public SeriesChanges Of(TrendFit lines)
    {
        int[] bounds = [0, .. lines.Cuts, clean.Length];
        var parts = bounds
            .Zip(bounds.Skip(1), (from, to) => (From: from, To: to, Line: lines.Line(from, to, (from + to - 1) / 2.0)))
            .ToArray();
        var levels = parts.Select(part => LevelOf(part.From, part.To, part.Line)).ToImmutableArray();
        var fitted = new double[clean.Length];
        foreach (var (from, to, _) in parts)
        {
            for (var i = from; i < to; i++) fitted[i] = lines.Line(from, to, i).At;
        }

        var noise = NoiseAround(fitted);
        var changes = lines.Cuts.Select(
            (cut, i) =>
                ChangeOfLine(lines, bounds[i], cut, bounds[i + 2], levels[i], levels[i + 1]) with
                {
                    Location = ChangeLocation.Of(
                        series,
                        raw,
                        bounds[i],
                        cut,
                        bounds[i + 2],
                        place => lines.Line(bounds[i], cut, place).At,
                        place => lines.Line(cut, bounds[i + 2], place).At,
                        noise,
                        mayCut
                    ),
                    FalseAlarm = lines.FalseAlarms[i],
                }
        );
        return new SeriesChanges(series, [.. changes], levels)
        {
            SendsAlerts = settings.Alerts,
            Drifts = true,
            Correlation = lines.Errors.Correlation,
            Suspicion = Suspect(fitted, bounds[^2], slopes: true),
        };
    }

    private Change ChangeOfLine(TrendFit lines, int from, int cut, int to, Level before, Level after)
    {
        var (left, right) = (lines.Line(from, cut, cut - 0.5).At, lines.Line(cut, to, cut - 0.5).At);
        var error = Math.Sqrt(lines.SquaredError(from, cut, cut - 0.5) + lines.SquaredError(cut, to, cut - 0.5));
        var isStep = Math.Abs(right - left) > ClearJump * error && Math.Abs(right - left) >= settings.SmallestChange;
        var end = lines.Line(cut, to, to - 1).At;
        var difference = isStep ? right - left : end - left;
        if (!isStep) error = Math.Sqrt(lines.SquaredError(from, cut, cut - 0.5) + lines.SquaredError(cut, to, to - 1));
        double Relative(double of) => scale.Relative(scale.Back(left), of);
        return new Change(
            series.Points[cut],
            series.Points[cut - 1],
            before,
            after,
            Relative(difference),
            Relative(difference - 1.96 * error),
            Relative(difference + 1.96 * error),
            1,
            Math.Abs(Relative(difference)) < settings.SmallestChange ? ChangeVerdict.Moved : Judge(Relative(difference)))
        {
            Kind = isStep ? ChangeKind.Step : ChangeKind.Trend,
            From = scale.Back(left),
            To = scale.Back(isStep ? right : end),
        };
    }

    private Level LevelOf(int from, int to, (double Mean, double Slope) line)
    {
        var middle = (from + to - 1) / 2.0;
        var squares = Enumerable.Range(from, to - from).Sum(i => Math.Pow(clean[i] - line.Mean - line.Slope * (i - middle), 2));
        var deviation = to - from > 1 ? Math.Sqrt(squares / (to - from - 1)) : 0;
        var half = line.Slope * (to - from - 1) / 2;
        return new Level(from, to - 1, scale.Back(line.Mean), scale.BackDeviation(line.Mean, deviation))
        {
            Rise = line.Slope == 0 ? 0 : scale.Back(line.Mean + half) - scale.Back(line.Mean - half),
        };
    }

    private NightNoise NoiseAround(double[] fitted)
    {
        var noise = NightNoise.Of([.. raw.Zip(fitted, (value, level) => value - level)]);
        return noise with { Deviation = noise.Spread };
    }

    private Suspicion? Suspect(double[] fitted, int from, bool slopes)
    {
        if (Surprise.Look(raw, fitted, from, slopes, mayCut, settings) is not { } found) return null;
        var (baseline, value) = (scale.Back(found.Expected), scale.Back(found.Expected + found.Shift));
        var relative = scale.Relative(baseline, found.Shift);
        return new Suspicion(
            series.Points[found.Start],
            series.Points[found.Start - 1],
            baseline,
            value,
            relative,
            clean.Length - found.Start,
            Judge(relative)
        );
    }

    private ChangeVerdict Judge(double relative) => ChangeDetection.Judge(series.Key.Metric.Better, relative);
}
