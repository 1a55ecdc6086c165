using BuildkiteCi.Catalogue.Results;

namespace BuildkiteCi.Testing.Accuracy;

/// <summary>A score of an evaluation.</summary>
/// <param name="Task">What was evaluated: <c>gsm8k</c>.</param>
/// <param name="Metric">Metric and filter as lm_eval writes them: <c>exact_match,strict-match</c>.</param>
/// <param name="Score">Finite, in the metric's unit.</param>
/// <param name="StandardError">In the score's unit; null where lm_eval has none ("N/A").</param>
/// <param name="Samples">Questions that were asked; null where nothing tells.</param>
public sealed record AccuracyScore(string Task, Metric Metric, double Score, double? StandardError, int? Samples)
{
    /// <summary>The score as a matrix and a history keep it.</summary>
    /// <param name="target">What was asked for; null or not set: nothing.</param>
    public Measurement Measurement(AccuracyTarget? target) =>
        new(Metric, Score) { StandardError = StandardError, Target = target is { IsSet: true } ? target.Value : null };
}
