using System.Collections.Immutable;

namespace BuildkiteCi.Benchmarks.Bisecting;

/// <summary>
/// Halves the commits of an event by probability. The hypotheses are: commit i is the first bad one; none is (noise); the last good one is
/// bad now, too (its environment changed). A run of a commit makes each of them more or less likely by Bayes' rule, under normal noise
/// around the two levels in which one run in thirty is anything; so a run that misleads is outvoted by later ones. The next commit is the
/// one whose result is least foreseen.
/// </summary>
/// <param name="LastGood">The commit before the first candidate.</param>
/// <param name="Commits">The candidates, the oldest first; at least one.</param>
/// <param name="Before">The metric before the change, in its unit.</param>
/// <param name="After">After it.</param>
/// <param name="Spread">Standard deviation of a run around its level, as a share of the value.</param>
/// <param name="Noise">The chance beforehand that nothing changed at all.</param>
/// <param name="SameCode">The chance beforehand that something changed, and none of the commits did it.</param>
public sealed record Bisection(
    string LastGood,
    ImmutableArray<CandidateCommit> Commits,
    double Before,
    double After,
    double Spread,
    double Noise,
    double SameCode
)
{
    /// <summary>How sure the end is.</summary>
    public const double Sure = 0.95;

    private const double Wild = 1.0 / 30;
    private const double LeastSpread = 0.005;
    private const double LeastPrior = 0.01;

    // What is foreseen to this degree is not worth a run.
    private const double Foreseen = 0.002;

    /// <summary>What was run so far, in its order.</summary>
    public ImmutableArray<CommitResult> Results { get; init; } = [];

    /// <summary>The bisection of an event's commits.</summary>
    /// <param name="found">The commits.</param>
    /// <param name="from">The metric before.</param>
    /// <param name="to">The metric after.</param>
    /// <param name="relativeSpread">Of a run around its level.</param>
    /// <param name="falseAlarm">The chance that noise alone looks like the event.</param>
    public static Bisection Of(EventCandidates found, double from, double to, double relativeSpread, double falseAlarm) =>
        new(
            found.LastGood,
            found.Commits,
            from,
            to,
            Math.Max(relativeSpread, LeastSpread),
            Math.Clamp(falseAlarm, LeastPrior, 0.5),
            Math.Clamp(found.SameCode, LeastPrior, 0.5)
        );

    /// <summary>The same, with one more result.</summary>
    public Bisection With(CommitResult result) => this with { Results = Results.Add(result) };

    /// <summary>Chances now: of each commit, of noise, of the environment. They add up to 1.</summary>
    public (ImmutableArray<double> Commits, double Noise, double Environment) Chances
    {
        get
        {
            var prior = Commits.Sum(commit => commit.Chance);
            var logs = new double[Commits.Length + 2];
            var left = Math.Max(1 - Noise - SameCode, LeastPrior);
            for (var i = 0; i < Commits.Length; i++)
                logs[i] = Math.Log(Math.Max(prior > 0 ? Commits[i].Chance / prior : 0, LeastPrior / Commits.Length) * left);
            (logs[^2], logs[^1]) = (Math.Log(Noise), Math.Log(SameCode));
            foreach (var result in Results.Where(result => result.Value is not null))
            {
                var place = PlaceOf(result.Commit);
                var (good, bad) = (Log(result.Value!.Value, Before), Log(result.Value.Value, After));
                for (var first = 0; first < Commits.Length; first++) logs[first] += place >= first ? bad : good;
                logs[^2] += good;
                logs[^1] += bad;
            }

            var most = logs.Max();
            var chances = logs.Select(log => Math.Exp(log - most)).ToArray();
            var sum = chances.Sum();
            return ([.. chances.Take(Commits.Length).Select(chance => chance / sum)], chances[^2] / sum, chances[^1] / sum);
        }
    }

    /// <summary>The commit to run next; null where no run that can still be made would tell anything.</summary>
    public string? Next
    {
        get
        {
            var (commits, _, environment) = Chances;
            var (best, least, sum) = ((string?)null, double.PositiveInfinity, environment);
            for (var place = -1; place < Commits.Length; place++)
            {
                if (place >= 0) sum += commits[place];
                var commit = CommitAt(place);
                if (commit.Length == 0 || IsBroken(commit) || sum is < Foreseen or > 1 - Foreseen) continue;
                // Of two equally good ones the one that was run less often: a machine's bad hour is not asked twice.
                var distance = Math.Abs(sum - 0.5) + 1e-6 * Results.Count(result => result.Commit == commit);
                if (distance < least) (best, least) = (commit, distance);
            }

            return best;
        }
    }

    /// <summary>Its state, the commits it has come down to (neighbours that no run can tell apart), and the odds.</summary>
    public (BisectVerdict Verdict, ImmutableArray<CandidateCommit> Commits, double Chance) Standing
    {
        get
        {
            var (commits, noise, environment) = Chances;
            if (noise >= Sure) return (BisectVerdict.Noise, [], noise);
            if (environment >= Sure) return (BisectVerdict.Environment, [], environment);
            var best = (From: 0, To: 0, Chance: 0.0);
            for (var from = 0; from < Commits.Length;)
            {
                var to = from + 1;
                // A commit that cannot be run does not part itself from the next.
                while (to < Commits.Length && IsBroken(Commits[to - 1].Commit)) to++;
                var chance = Enumerable.Range(from, to - from).Sum(i => commits[i]);
                if (chance > best.Chance) best = (from, to, chance);
                from = to;
            }

            return (best.Chance >= Sure ? BisectVerdict.Culprit : BisectVerdict.Undecided, Commits[best.From..best.To], best.Chance);
        }
    }

    private bool IsBroken(string commit) =>
        Results.Any(result => result.Commit == commit && result.Value is null)
        && Results.All(result => result.Commit != commit || result.Value is null);

    private int PlaceOf(string commit)
    {
        for (var i = 0; i < Commits.Length; i++)
        {
            if (Commits[i].Commit == commit) return i;
        }

        return -1;
    }

    private string CommitAt(int place) => place < 0 ? LastGood : Commits[place].Commit;

    // Of the relative distance; a wild run is anywhere within a factor of e.
    private double Log(double value, double level)
    {
        var distance = value > 0 && level > 0 ? Math.Log(value / level) : level == 0 ? value : (value - level) / Math.Abs(level);
        var z = distance / Spread;
        return Math.Log((1 - Wild) * Math.Exp(-0.5 * z * z) / (Spread * Math.Sqrt(2 * Math.PI)) + Wild / 2);
    }
}
