using System.Collections.Immutable;

namespace BuildkiteCi.Benchmarks.Changes;

/// <summary>A series as straight lines: a drift, a drift that begins or ends, and a step that drifts on.</summary>
internal sealed class TrendFit
{
    // Points of a line at least; of the last one, where every run of bad luck looks like the beginning of something, more.
    private const int Shortest = 6;
    private const int ShortestLast = 10;

    // Prices in units of ln n: of a change (its place, level, slope, and as in LevelFit some more), and of having a slope at all.
    private const double Price = 5;
    private const double SlopePrice = 2;

    // A change of direction that moves the line by less than this share of all the series does is seen by a test, not by people.
    private const double Visible = 0.1;

    // As in LevelTest.
    private const double PriorDegrees = 6;

    private readonly double[] values;
    private readonly double center;
    private readonly double[] sums;
    private readonly double[] squares;
    private readonly double[] products;

    // How many nights have begun before each point, and at the end.
    private readonly int[] nights;

    private TrendFit(double[] values, bool[] mayCut)
    {
        this.values = values;
        nights = new int[values.Length + 1];
        for (var i = 1; i <= values.Length; i++) nights[i] = nights[i - 1] + (mayCut[i] ? 1 : 0);
        center = values.Average();
        sums = new double[values.Length + 1];
        squares = new double[values.Length + 1];
        products = new double[values.Length + 1];
        for (var i = 0; i < values.Length; i++)
        {
            var value = values[i] - center;
            sums[i + 1] = sums[i] + value;
            squares[i + 1] = squares[i] + value * value;
            products[i + 1] = products[i] + (i - Middle) * value;
        }

        Errors = Describe([]);
    }

    /// <summary>Where lines begin, the first left out, ascending.</summary>
    public ImmutableArray<int> Cuts { get; private set; } = [];

    /// <summary>For each cut: the chance that noise alone bends a line like this somewhere in the series.</summary>
    public ImmutableArray<double> FalseAlarms { get; private set; } = [];

    /// <summary>How well this explains the values.</summary>
    public ErrorModel Errors { get; private set; }

    /// <summary>Whether a last line was dropped because it was too short.</summary>
    public bool IsCutShort { get; private set; }

    /// <summary>Whether a line was dropped because it was one of a few nights that ran many times.</summary>
    public bool HadTooFewNights { get; private set; }

    private double Middle => values.Length / 2.0;

    /// <summary>The best lines, as in <see cref="LevelFit.Best"/>.</summary>
    public static TrendFit Best(double[] values, bool[] mayCut)
    {
        var fit = new TrendFit(values, mayCut);
        if (values.Length < 2 * Shortest) return fit;
        foreach (var variance in SplitPrices.Of(values))
        {
            var cuts = Partition.Best(fit.Squares, mayCut, Shortest, 3 * variance * Math.Log(values.Length));
            if (cuts.SequenceEqual(fit.Cuts)) continue;
            var errors = fit.Describe(cuts);
            if (errors.Score < fit.Errors.Score) (fit.Cuts, fit.Errors) = (cuts, errors);
        }

        return fit;
    }

    /// <summary>Drops the weakest change, tests the rest anew, until all that remain are significant (an F test of two lines against one)
    /// and visible.</summary>
    public void KeepSignificant(double falseAlarms)
    {
        var spread = Math.Sqrt(squares[^1] / values.Length);
        while (true)
        {
            var tests = Cuts.Select((_, i) => Test(i, spread)).ToImmutableArray();
            var worst = Enumerable
                .Range(0, tests.Length)
                .Where(i => !(tests[i] <= falseAlarms))
                .OrderByDescending(i => tests[i])
                .Cast<int?>()
                .FirstOrDefault();
            if (worst is not { } dropped)
            {
                FalseAlarms = tests;
                return;
            }

            Cuts = Cuts.RemoveAt(dropped);
            Errors = Describe(Cuts);
        }
    }

    /// <summary>The line of a range: where it is at a place, and how much it rises from one point to the next.</summary>
    public (double At, double Slope) Line(int from, int to, double place)
    {
        var (_, mean, slope, middle) = Parts(from, to);
        return (center + mean + slope * (place - middle), slope);
    }

    /// <summary>Whether any line rises or falls by this much: else nothing drifts that anybody would notice.</summary>
    public bool Rises(double smallest)
    {
        int[] bounds = [0, .. Cuts, values.Length];
        return Cuts.Length > 0
            || bounds.Zip(bounds.Skip(1), (from, to) => Math.Abs(Parts(from, to).Slope) * (to - from - 1)).Max() >= smallest;
    }

    /// <summary>Standard error of a line's value at a place, squared.</summary>
    public double SquaredError(int from, int to, double place)
    {
        double count = to - from;
        var variance =
            (Squares(from, to) + PriorDegrees * Errors.Variance) / (count - 2 + PriorDegrees) * Noise.Inflation(Errors.Correlation);
        var off = place - (from + to - 1) / 2.0;
        return variance * (1 / count + off * off / Math.Max(count * (count * count - 1) / 12, double.Epsilon));
    }

    // Not significant: 1; not to be seen: above 1, the less visible the more.
    private double Test(int cut, double spread)
    {
        int[] bounds = [0, .. Cuts, values.Length];
        var (from, at, to) = (bounds[cut], bounds[cut + 1], bounds[cut + 2]);
        // A step that has just come would be a line that has just begun.
        if (to == values.Length && to - at < ShortestLast)
        {
            IsCutShort = true;
            return 1.5;
        }

        if (Math.Min(nights[at] - nights[from], nights[to] - nights[at]) < Shortest)
        {
            HadTooFewNights = true;
            return 1.5;
        }

        var one = Squares(from, to);
        var two = Squares(from, at) + Squares(at, to);
        var visible = Math.Sqrt(Math.Max(0, one - two) / (to - from)) / Math.Max(spread, double.Epsilon);
        if (visible < Visible) return 2 + Visible - visible;
        var degrees = to - from - 4 + PriorDegrees;
        var variance = (two + PriorDegrees * Errors.Variance) / degrees;
        var f = Math.Max((one - two) / 2 / (variance * Noise.Inflation(Errors.Correlation)), 0);
        // The upper tail of F(2, d) in closed form.
        return Math.Min(1, Math.Pow(1 + 2 * f / degrees, -degrees / 2) * values.Length);
    }

    private ErrorModel Describe(ImmutableArray<int> cuts)
    {
        var (residuals, begins) = (new double[values.Length], new bool[values.Length]);
        int[] bounds = [0, .. cuts, values.Length];
        for (var line = 0; line + 1 < bounds.Length; line++)
        {
            begins[bounds[line]] = true;
            var (_, mean, slope, middle) = Parts(bounds[line], bounds[line + 1]);
            for (var i = bounds[line]; i < bounds[line + 1]; i++) residuals[i] = values[i] - center - mean - slope * (i - middle);
        }

        return ErrorModel.Of(residuals, begins, 2 * cuts.Length, Price * cuts.Length + SlopePrice);
    }

    private double Squares(int from, int to) => Parts(from, to).Squares;

    private (double Squares, double Mean, double Slope, double Middle) Parts(int from, int to)
    {
        double count = to - from;
        var (mean, middle) = ((sums[to] - sums[from]) / count, (from + to - 1) / 2.0);
        var product = products[to] - products[from] - (middle - Middle) * (sums[to] - sums[from]);
        var slope = count > 1 ? product / (count * (count * count - 1) / 12) : 0;
        return (Math.Max(0, squares[to] - squares[from] - count * mean * mean - slope * product), mean, slope, middle);
    }
}
