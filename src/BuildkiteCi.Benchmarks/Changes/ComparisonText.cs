using BuildkiteCi.Benchmarks.Metrics;

namespace BuildkiteCi.Benchmarks.Changes;

/// <summary>Writes comparisons for people.</summary>
public static class ComparisonText
{
    /// <summary><c>request_throughput: regressed (-6.0 % against 24 runs of b8692ff01a2b..0123456789ab, 99.9 % sure)</c>.</summary>
    public static string Line(Metric metric, Comparison comparison)
    {
        if (comparison.Baseline is not { } baseline) return $"{metric}: {comparison.Verdict.Word()}";
        var sure = comparison.Verdict == ChangeVerdict.Unchanged ? "" : $", {Sure(comparison)}";
        return $"{metric}: {comparison.Verdict.Word()} ({comparison.Relative * 100:+0.0;-0.0} % against {baseline.Count} runs of "
            + $"{Commits.Range(comparison.BaselineCommits.From, comparison.BaselineCommits.To)}{sure})";
    }

    /// <summary>How sure a verdict is; never wholly.</summary>
    internal static string Sure(Comparison comparison) =>
        FormattableString.Invariant($"{Math.Min(comparison.Confidence * 100, 99.9):0.0} % sure");
}
