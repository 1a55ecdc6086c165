namespace BuildkiteCi.Matrices.Judging;

/// <summary>Verdicts as whole sentences, for a subject's page, previews and notes.</summary>
public static class VerdictSentence
{
    /// <summary>The sentence: <c>Works on v7x since v0.23.0; speed is untested.</c></summary>
    /// <param name="verdict">The verdict; null: the subject is not published there.</param>
    /// <param name="generation">The generation.</param>
    /// <param name="since">The oldest release of the unbroken row with this verdict; null where there is none.</param>
    public static string Of(SubjectVerdict? verdict, string generation, string? since)
    {
        var from = since is null ? "" : $" since {since}";
        return verdict?.Kind switch
        {
            null => $"No longer published for {generation}.",
            VerdictKind.Works => $"Works on {generation}{from}{Speed(verdict.Reason)}.",
            VerdictKind.Limited => Limited(verdict, generation),
            VerdictKind.Fails =>
                $"Fails on {generation}: the {verdict.Reason} "
                    + $"{(verdict.Reason.StartsWith("unit tests", StringComparison.Ordinal) ? "fail" : "fails")}.",
            VerdictKind.TooLarge =>
                $"Too large for {generation}: not enough memory{(verdict.Reason.Length == 0 ? "" : $" {verdict.Reason}")}.",
            VerdictKind.NotApplicable => $"Not applicable on {generation}.",
            VerdictKind.Declared => verdict.Why.Length > 0
                ? $"Declared to work on {generation}, not tested here."
                : $"{verdict.Word} on {generation}, as declared by its owner; not tested.",
            _ => $"Untested on {generation}.",
        };
    }

    private static string Speed(string reason) => reason switch
    {
        "" => "",
        "no speed target" => "; no speed target is set",
        "no speed test" => "; speed is untested",
        _ => reason.StartsWith("no speed", StringComparison.Ordinal) ? $"; {reason}" : $" {reason}",
    };

    private static string Limited(SubjectVerdict verdict, string generation) =>
        verdict.Reason switch
        {
            "speed test fails" => $"Runs on {generation}, but the speed test fails.",
            "benchmark too large" when verdict.IsUnchecked => $"Only unit tests passed on {generation}; the benchmark's load is too large.",
            "benchmark too large" => $"Works on {generation}; the benchmark's load is too large.",
            "unit tests fail" => $"Works on {generation}, but unit tests fail.",
            "no accuracy target" => $"Runs on {generation}; no accuracy target tells whether its answers are right.",
            "answers unchecked" => $"Runs on {generation}; nobody checked its answers.",
            "only unit tests ran" => $"Only unit tests ran on {generation}.",
            var reason when reason.EndsWith("test too large", StringComparison.Ordinal) =>
                $"Runs on {generation}, but the {reason[..^" too large".Length]} needs more memory.",
            var reason when reason.StartsWith("fails ", StringComparison.Ordinal) => $"Works on {generation}, but {reason}.",
            var reason => $"Limited on {generation}: {reason}.",
        };
}
