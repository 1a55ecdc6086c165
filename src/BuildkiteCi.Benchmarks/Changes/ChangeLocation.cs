using System.Collections.Immutable;

namespace BuildkiteCi.Benchmarks.Changes;

/// <summary>Where a change can have come in.</summary>
/// <param name="LastGood">The last run that was before it, at this confidence.</param>
/// <param name="FirstBad">The first run that was after it, at this confidence.</param>
/// <param name="Confidence">The chance that it lies between the two, 0 to 1; at least <see cref="Wanted"/>.</param>
/// <param name="Places">How many places between two runs of it are possible, at least 1.</param>
public sealed record ChangeLocation(SeriesPoint LastGood, SeriesPoint FirstBad, double Confidence, int Places)
{
    /// <summary>The confidence that is asked for.</summary>
    public const double Wanted = 0.95;

    /// <summary>The possible places one by one, in their order; their chances add up to <see cref="Confidence"/>.</summary>
    public ImmutableArray<PossiblePlace> Candidates { get; init; } = [new(LastGood, FirstBad, Confidence)];

    // Most changes come with a change of the code; a machine may change under the same one, too.
    private const double SameCode = 0.1;

    // How far from the best place it is looked for, in runs.
    private const int Reach = 40;

    /// <summary>The fewest neighbouring places that hold the change at the wanted confidence.</summary>
    /// <param name="series">The series.</param>
    /// <param name="values">On the scale of detection, outliers left in.</param>
    /// <param name="from">Where the level before begins.</param>
    /// <param name="cut">The best place.</param>
    /// <param name="to">Where the level after ends.</param>
    /// <param name="before">What is expected of a point if it is before the change.</param>
    /// <param name="after">What is expected of it if it is after.</param>
    /// <param name="noise">The series' noise.</param>
    /// <param name="mayCut">Where a level may begin.</param>
    internal static ChangeLocation Of(
        Series series,
        double[] values,
        int from,
        int cut,
        int to,
        Func<int, double> before,
        Func<int, double> after,
        NightNoise noise,
        bool[] mayCut
    )
    {
        var (first, last) = (Math.Max(from + 1, cut - Reach), Math.Min(to - 1, cut + Reach));
        var chances = new double[last - first + 1];
        // Neighbours that are alike count less than what they seem to.
        var weight = 1 / Noise.Inflation(noise.Correlation);
        var (sum, most) = (0.0, double.NegativeInfinity);
        for (var place = first; place <= last; place++)
        {
            if (place > first)
                sum += weight * (noise.Log(values[place - 1] - before(place - 1)) - noise.Log(values[place - 1] - after(place - 1)));
            var prior =
                !mayCut[place] ? double.NegativeInfinity
                : HasNewCode(series.Points[place - 1], series.Points[place]) ? 0
                : Math.Log(SameCode);
            chances[place - first] = sum + prior;
            most = Math.Max(most, sum + prior);
        }

        for (var i = 0; i < chances.Length; i++) chances[i] = Math.Exp(chances[i] - most);
        var total = chances.Sum();
        var (low, high) = Narrowest(chances, Wanted * total);
        var inside = chances[low..(high + 1)];
        return new ChangeLocation(
            series.Points[first + low - 1],
            series.Points[first + high],
            inside.Sum() / total,
            inside.Count(chance => chance > 0)
        )
        {
            Candidates =
            [
                .. Enumerable
                    .Range(low, high - low + 1)
                    .Where(i => chances[i] > 0)
                    .Select(i => new PossiblePlace(series.Points[first + i - 1], series.Points[first + i], chances[i] / total)),
            ],
        };
    }

    private static bool HasNewCode(SeriesPoint before, SeriesPoint after) =>
        before.Commit != after.Commit || VersionRange.Between(before, after).Length > 0;

    private static (int Low, int High) Narrowest(double[] chances, double wanted)
    {
        var best = (Low: 0, High: chances.Length - 1);
        var (low, sum) = (0, 0.0);
        for (var high = 0; high < chances.Length; high++)
        {
            sum += chances[high];
            while (low < high && sum - chances[low] >= wanted) sum -= chances[low++];
            // Of two equally wide ones the likelier.
            if (sum >= wanted && high - low < best.High - best.Low) best = (low, high);
        }

        while (best.Low < best.High && chances[best.Low] == 0) best.Low++;
        while (best.Low < best.High && chances[best.High] == 0) best.High--;
        return best;
    }
}

/// <summary>Two neighbouring runs between which a change may have come in.</summary>
/// <param name="LastGood">The run before.</param>
/// <param name="FirstBad">The run after.</param>
/// <param name="Chance">How likely it is this place, 0 to 1.</param>
public sealed record PossiblePlace(SeriesPoint LastGood, SeriesPoint FirstBad, double Chance);
