namespace BuildkiteCi.Pipelines.Builds;

/// <summary>Outcomes as the agent writes them.</summary>
public static class OutcomeWords
{
    private static readonly (string Word, Outcome Outcome)[] Table =
    [
        ("passed", Outcome.Passed),
        ("soft_failed", Outcome.SoftFailed),
        ("hard_failed", Outcome.HardFailed),
        ("errored", Outcome.Errored),
        ("neutral", Outcome.Neutral),
    ];

    /// <summary>The outcome of a word; <see cref="Outcome.Unknown"/> for any that is not in the table.</summary>
    public static Outcome Parse(string word) =>
        Array.Find(Table, row => row.Word == word.Trim()).Outcome;

    /// <summary>The agent's word.</summary>
    public static string Word(this Outcome outcome) =>
        Array.Find(Table, row => row.Outcome == outcome).Word ?? "unknown";
}
