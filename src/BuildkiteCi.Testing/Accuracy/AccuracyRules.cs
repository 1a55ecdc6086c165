namespace BuildkiteCi.Testing.Accuracy;

/// <summary>What can be wrong with the scores of an evaluation.</summary>
public static class AccuracyRules
{
    /// <summary>B103: a value is missing or is not a number.</summary>
    public static readonly Rule NotANumber = new("B103", Severity.Error, "A metric's value is missing or is not a number",
        "Request throughput (req/s): 11.50 *", "Request throughput (req/s): 11.50");

    /// <summary>B112: an lm_eval file holds no score.</summary>
    public static readonly Rule NoScore = new("B112", Severity.Error, "The lm_eval file holds no score",
        """{ "results": {} }""", """{ "results": { "gsm8k": { "exact_match,strict-match": 0.74 } } }""");

    /// <summary>B113: several tasks were evaluated, and one is taken.</summary>
    public static readonly Rule SeveralScores = new("B113", Severity.Note, "Several tasks were evaluated, and one is taken",
        """{ "results": { "gsm8k": {}, "arc": {} } }""", """{ "results": { "gsm8k": {} } }""");
}
