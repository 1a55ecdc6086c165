using System.Collections.Frozen;
using System.Collections.Immutable;
using BuildkiteCi.Catalogue.Results;

namespace BuildkiteCi.Testing.Accuracy;

/// <summary>
/// The scores of the evaluations that are in use, by their names without a filter (<c>exact_match</c> of <c>exact_match,strict-match</c>).
/// What an evaluation prints beside them (<c>gen_num</c>, <c>gen_len</c>) is a count and is never judged.
/// </summary>
public static class EvaluationMetrics
{
    private static readonly ImmutableArray<(MetricUnit Unit, Better Better, ImmutableArray<string> Names)> Table =
    [
        (
            MetricUnit.Fraction,
            Better.Higher,
            [
                "accuracy",
                "acc",
                "acc_norm",
                "acc_mutual_info",
                "exact_match",
                "quasi_exact_match",
                "em",
                "f1",
                "mcc",
                "math_verify",
                "pass@1",
                "pass_at_1",
                "prompt_level_strict_acc",
                "prompt_level_loose_acc",
                "inst_level_strict_acc",
                "inst_level_loose_acc",
                "relaxed_accuracy",
                "mmmu_acc",
                "score",
            ]
        ),
        // The MLPerf scripts give ROUGE as 0 to 100, lm_eval BLEU and chrF.
        (MetricUnit.Percent, Better.Higher, ["rouge1", "rouge2", "rougeL", "rougeLsum", "bleu", "chrf"]),
        (MetricUnit.Percent, Better.Lower, ["ter"]),
        (MetricUnit.Ratio, Better.Lower, ["perplexity", "word_perplexity", "byte_perplexity", "bits_per_byte", "wer"]),
    ];

    private static readonly FrozenDictionary<string, (MetricUnit Unit, Better Better)> ByName = Table
        .SelectMany(row => row.Names.Select(name => KeyValuePair.Create(name, (row.Unit, row.Better))))
        .ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The names, for messages.</summary>
    public static ImmutableArray<string> Names { get; } = [.. Table.SelectMany(row => row.Names)];

    /// <summary>The score of this name, with or without a filter behind a comma; null for what is no known score.</summary>
    public static Metric? Named(string name)
    {
        var comma = name.IndexOf(',', StringComparison.Ordinal);
        return ByName.TryGetValue(comma < 0 ? name : name[..comma], out var known) ? new Metric(name, known.Unit, known.Better) : null;
    }
}
