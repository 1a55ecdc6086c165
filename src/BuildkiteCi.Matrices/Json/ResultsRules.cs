namespace BuildkiteCi.Matrices.Json;

/// <summary>What can be wrong with a results file.</summary>
public static class ResultsRules
{
    /// <summary>A results file is not JSON of the results file's shape.</summary>
    public static Rule NoResultsFile { get; } =
        new(
            "M003",
            Severity.Error,
            "A results file is not JSON of the results file's shape",
            "{\"format\":",
            "{\"format\":\"buildkite-ci-results/1\",\"publication\":{\"implementation\":\"auto\",\"date\":\"2026-08-22T09:30:00Z\"},\"generations\":[]}"
        )
        {
            Why = "A results file was cut off by a full disk, and the matrices of the night were published from half of it.",
        };

    /// <summary>A results file is of a format that this version does not read.</summary>
    public static Rule OtherResultsFormat { get; } =
        new(
            "M004",
            Severity.Error,
            "A results file is of a format that this version does not read",
            "{\"format\":\"buildkite-ci-results/99\"}",
            NoResultsFile.Good
        )
        {
            Why = "A results file of a newer version was read as far as it was understood, and new states became Untested.",
        };

    /// <summary>A value of a results file is missing or malformed.</summary>
    public static Rule MalformedResult { get; } = new(
        "M005", Severity.Error, "A value of a results file is missing or malformed",
        "{\"format\":\"buildkite-ci-results/1\",\"publication\":{\"implementation\":\"auto\"},\"generations\":[]}", NoResultsFile.Good)
    {
        Why = "A result lacked its stage. It was in no cell, and the matrix showed Untested for a test that had failed.",
    };

    /// <summary>A results file speaks of one thing twice.</summary>
    public static Rule DoubledResult { get; } = new(
        "M006", Severity.Error, "A results file speaks of one thing twice",
        "{\"format\":\"buildkite-ci-results/1\",\"publication\":{\"implementation\":\"auto\",\"date\":\"2026-08-22T09:30:00Z\"},"
        + "\"generations\":[{\"generation\":\"v6e\",\"subjects\":[]},{\"generation\":\"v6e\",\"subjects\":[]}]}",
        NoResultsFile.Good)
    {
        Why = "One stage had two results in a file, and the one that was published depended on their order.",
    };
}
