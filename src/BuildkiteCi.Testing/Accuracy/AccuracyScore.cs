
namespace BuildkiteCi.Testing.Accuracy;

/// <summary>A score of an evaluation.</summary>
/// <param name="Task">What was evaluated: <c>gsm8k</c>.</param>
/// <param name="Metric">Metric and filter as lm_eval writes them: <c>exact_match,strict-match</c>.</param>
/// <param name="Score">Usually a fraction, 0 to 1; ROUGE is 0 to 100.</param>
/// <param name="StandardError">In the score's unit; null where lm_eval has none ("N/A").</param>
/// <param name="Samples">Questions that were asked; null where the file does not say.</param>
public sealed record AccuracyScore(string Task, string Metric, double Score, double? StandardError, int? Samples);
