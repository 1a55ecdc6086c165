namespace BuildkiteCi.Testing.Accuracy;

/// <summary>What can be wrong with the scores of an evaluation.</summary>
public static class AccuracyRules
{
    /// <summary>B103: a value is missing or is not a number.</summary>
    public static readonly Rule NotANumber = new("B103", Severity.Error, "A metric's value is missing or is not a number",
        "Request throughput (req/s): 11.50 *", "Request throughput (req/s): 11.50")
    {
        Why = "A metric was 'nan' after a run without a finished request, and every average that it entered was 'nan' as well.",
    };

    /// <summary>B112: an lm_eval file holds no score.</summary>
    public static readonly Rule NoScore = new("B112", Severity.Error, "The lm_eval file holds no score",
        """{ "results": {} }""", """{ "results": { "gsm8k": { "exact_match,strict-match": 0.74 } } }""")
    {
        Why =
            "lm_eval wrote a file without a score after an error that it only logged, and the case was judged by the score of the night "
                + "before.",
    };

    /// <summary>B113: several tasks were evaluated, and one is taken.</summary>
    public static readonly Rule SeveralScores = new("B113", Severity.Note, "Several tasks were evaluated, and one is taken",
        """{ "results": { "gsm8k": {}, "arc": {} } }""", """{ "results": { "gsm8k": {} } }""")
    {
        Why = "Three tasks were evaluated, and the first by the alphabet was judged. The one that mattered had failed.",
    };
}
