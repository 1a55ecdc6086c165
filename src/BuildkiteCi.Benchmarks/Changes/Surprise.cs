namespace BuildkiteCi.Benchmarks.Changes;

/// <summary>
/// Finds the shift that the newest runs suggest before there are enough of them for a level of their own. It compares how likely those runs
/// are with a shift and without one, under the noise that the series itself has shown (<see cref="NightNoise"/>).
/// <para>The limits were set by simulation, on the seeds 1 to 50 of each kind of <c>FlatSeries</c>: of 200 flat series that are looked at
/// every night of a year, about one is to be suspected once. <c>CHANGES.md</c> has what was measured, on these seeds and on others.</para>
/// </summary>
internal sealed class Surprise
{
    // The newest runs that are looked at together: after that many a change is confirmed, or too small to be.
    private const int MostRuns = 8;

    // Runs before them: two week-ends are among them.
    private const int FewestBefore = 14;
    private const int FewestOfLevel = 4;

    // Logarithms of likelihood ratios. A shift of up to six deviations: of the best one. A larger one: averaged over all sizes, since two
    // wild nights that happen to agree are no level.
    private const double NearDeviations = 6;
    private const double NearLimit = 8.6;
    private const double NearLimitOfMany = 11.6;
    private const int Few = 4;
    private const double FarLimit = 11.2;
    private const double FarLimitOfTwo = 14.5;

    // Short series tell their noise badly: the limits are higher by up to this much, until there are so many runs.
    private const double Caution = 4.5;
    private const int Settled = 60;

    // Noise that carries over wanders off for some nights and comes back; how far it does depends on a correlation that is known badly.
    private const double CautionOfCorrelated = 5;
    private const double Uncorrelated = 0.2;

    // How wide shifts are looked for, in e-folds.
    private const double Width = 2;

    // One night alone has to be this far off, in a series that had no such night so far, for at least so many nights: the smaller it is,
    // the more. In a series that throws a wild night now and then three have to agree.
    private const double AloneDeviations = 8;
    private static readonly (double Size, int Nights)[] Alone = [(0.6, 80), (0.37, 150), (0.15, 220)];

    private readonly double[] values;
    private readonly int start;
    private readonly double expectedError;
    private readonly double carriedIn;
    private readonly double[] distances;
    private readonly NightNoise noise;

    private Surprise(double[] values, Expectation expectation, int start)
    {
        this.values = values;
        this.start = start;
        var residuals = new double[start];
        for (var i = 0; i < start; i++) residuals[i] = values[i] - expectation.At(i);
        noise = NightNoise.Of(residuals);
        carriedIn = noise.Carried(residuals[^1]);
        distances = new double[values.Length - start];
        for (var i = 0; i < distances.Length; i++) distances[i] = values[start + i] - expectation.At(start + i);
        expectedError = noise.Spread * Math.Sqrt(Noise.Inflation(noise.Correlation)) * expectation.ErrorFactor;
    }

    // No wild night so far, in a series long enough to have shown one.
    private bool IsClean => noise.OutlierCount == 0 && start >= Settled;

    private int Count => values.Length - start;

    /// <summary>The most surprising shift at the end; null where noise explains all.</summary>
    /// <param name="values">On the scale of detection, outliers left in.</param>
    /// <param name="fitted">Level or line of each point.</param>
    /// <param name="from">Where the last level or line begins.</param>
    /// <param name="slopes">Whether it is a line.</param>
    /// <param name="mayCut">Where a level may begin.</param>
    /// <param name="settings">The smallest shift of interest, and how readily it is reported.</param>
    /// <returns>Where it begins, what was expected there, and the shift.</returns>
    public static (int Start, double Expected, double Shift)? Look(
        double[] values,
        double[] fitted,
        int from,
        bool slopes,
        bool[] mayCut,
        DetectionSettings settings
    )
    {
        (int, double, double)? found = null;
        var most = double.NegativeInfinity;
        for (var runs = 1; runs <= MostRuns; runs++)
        {
            var begin = values.Length - runs;
            if (begin < FewestBefore || begin - from < FewestOfLevel) break;
            if (!mayCut[begin]) continue;
            var expectation = new Expectation(values, fitted, from, begin, slopes && begin - from >= FewestBefore);
            var (shift, score) = new Surprise(values, expectation, begin).Judge(settings.Caution);
            if (Math.Abs(shift) < settings.SmallestChange || score <= most) continue;
            (most, found) = (score, (begin, expectation.At(begin), shift));
        }

        return found;
    }

    // The best shift and how strong it is; minus infinity where that is not enough.
    private (double Shift, double Score) Judge(double more)
    {
        var without = Unshifted();
        var step = noise.Deviation / 4;
        var (best, at, average) = (double.NegativeInfinity, 0.0, 0.0);
        foreach (var place in Candidates(step))
        {
            var gain = With(place * step) - without;
            if (gain > best) (best, at) = (gain, place * step);
            average += Math.Exp(Math.Min(gain, 300)) * step / Width;
        }

        var caution =
            more + Caution * Math.Max(0, 1 - (double)start / Settled) + CautionOfCorrelated * Math.Max(0, noise.Correlation - Uncorrelated);
        var isNear = Math.Abs(at) <= NearDeviations * noise.Deviation;
        var enough =
            Count == 1 ? IsAlone(Math.Abs(at))
            : isNear ? best >= (Count <= Few ? NearLimit : NearLimitOfMany) + caution
            : Math.Log(average) >= (Count == 2 && !IsClean ? FarLimitOfTwo : FarLimit) + caution;
        return (at, enough ? isNear ? best : Math.Log(average) : double.NegativeInfinity);
    }

    private bool IsAlone(double size) =>
        noise.OutlierCount == 0
        && size > AloneDeviations * noise.Deviation
        && Array.Exists(Alone, rule => size >= rule.Size && start >= rule.Nights);

    // Around each of the values, their mean and their median, in steps.
    private HashSet<int> Candidates(double step)
    {
        var places = new HashSet<int>();
        foreach (var center in distances.Append(distances.Average()).Append(Robust.Median(distances)))
        {
            var middle = (int)Math.Round(center / step);
            for (var i = middle - 12; i <= middle + 12; i++) places.Add(i);
        }

        return places;
    }

    // A shift shows whole on its first night; on later ones the part that carries over is expected already.
    private double With(double shift)
    {
        var sum = noise.Log(distances[0] - shift - carriedIn);
        for (var i = 1; i < distances.Length; i++) sum += noise.Log(distances[i] - shift - noise.Carried(distances[i - 1] - shift));
        return sum;
    }

    // The level before is not known exactly either: the average over where it may be, three errors to either side.
    private double Unshifted()
    {
        var logs = new double[7];
        for (var error = -3; error <= 3; error++)
        {
            var off = error * expectedError * (1 - noise.Correlation);
            var sum = -0.5 * error * error - 0.919;
            for (var i = 0; i < distances.Length; i++)
                sum += noise.Log(distances[i] - off - (i == 0 ? carriedIn : noise.Carried(distances[i - 1])));
            logs[error + 3] = sum;
        }

        var most = logs.Max();
        return most + Math.Log(logs.Sum(log => Math.Exp(log - most)));
    }

    /// <summary>What the runs before lead one to expect of the next.</summary>
    private sealed class Expectation
    {
        private readonly double[] fitted;
        private readonly int from;
        private readonly double level;
        private readonly double slope;
        private readonly double middle;

        public Expectation(double[] values, double[] fitted, int from, int start, bool isLine)
        {
            (this.fitted, this.from, middle) = (fitted, from, (from + start - 1) / 2.0);
            level = Robust.CleanMean(values.AsSpan(from, start - from));
            double count = start - from;
            ErrorFactor = 1 / Math.Sqrt(count);
            if (!isLine) return;
            var (product, square) = (0.0, 0.0);
            for (var i = from; i < start; i++)
            {
                product += (i - middle) * (values[i] - level);
                square += (i - middle) * (i - middle);
            }

            slope = product / square;
            var ahead = values.Length - middle;
            ErrorFactor = Math.Sqrt(1 / count + ahead * ahead / square);
        }

        /// <summary>Standard error of what is expected, in standard deviations of a value.</summary>
        public double ErrorFactor { get; }

        public double At(int place) => place < from ? fitted[place] : level + slope * (place - middle);
    }
}
