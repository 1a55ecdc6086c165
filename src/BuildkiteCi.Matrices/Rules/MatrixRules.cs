namespace BuildkiteCi.Matrices.Rules;

/// <summary>What can be wrong with the inputs of matrices.</summary>
public static class MatrixRules
{
    /// <summary>M001.</summary>
    public static Rule MalformedDefaultFeature { get; } =
        new(
            "M001",
            Severity.Error,
            "A line of default_features.txt is not 'Name (category)'",
            "Chunked Prefill",
            "Chunked Prefill (feature support matrix)"
        )
        {
            Why = "A line lacked its category. The feature was in no matrix, and the release notes lacked it.",
        };

    /// <summary>M002.</summary>
    public static Rule DoubledDefaultFeature { get; } = new(
        "M002", Severity.Error, "A feature occurs twice in default_features.txt",
        "Chunked Prefill (feature support matrix)\nChunked Prefill (feature support matrix)", "Chunked Prefill (feature support matrix)")
    {
        Why = "A feature was listed twice, and its matrix had two rows of one name.",
    };

    /// <summary>M003.</summary>
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

    /// <summary>M004.</summary>
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

    /// <summary>M005.</summary>
    public static Rule MalformedResult { get; } = new(
        "M005", Severity.Error, "A value of a results file is missing or malformed",
        "{\"format\":\"buildkite-ci-results/1\",\"publication\":{\"implementation\":\"auto\"},\"generations\":[]}", NoResultsFile.Good)
    {
        Why = "A result lacked its stage. It was in no cell, and the matrix showed Untested for a test that had failed.",
    };

    /// <summary>M006.</summary>
    public static Rule DoubledResult { get; } = new(
        "M006", Severity.Error, "A results file speaks of one thing twice",
        "{\"format\":\"buildkite-ci-results/1\",\"publication\":{\"implementation\":\"auto\",\"date\":\"2026-08-22T09:30:00Z\"},"
        + "\"generations\":[{\"generation\":\"v6e\",\"subjects\":[]},{\"generation\":\"v6e\",\"subjects\":[]}]}",
        NoResultsFile.Good)
    {
        Why = "One stage had two results in a file, and the one that was published depended on their order.",
    };

    /// <summary>M007.</summary>
    public static Rule MalformedMatrix { get; } = new(
        "M007", Severity.Error, "A published matrix does not read back", "Feature,CorrectnessTest\n\"TP\",✅ Passing\n",
        "Feature,CorrectnessTest,PerformanceTest\n\"TP\",✅ Passing,❓ Untested\n")
    {
        Why = "A name with a quote made a matrix that no page could read: the site showed an empty table.",
    };

    /// <summary>M010.</summary>
    public static Rule NoMarker { get; } =
        new(
            "M010",
            Severity.Error,
            "A page that is to be updated has no marker",
            "# Models\n",
            "# Models\n<!-- START: models -->\n<!-- END: models -->\n"
        )
        {
            Why =
                "The markers of a page were removed in a rewrite. The nightly update changed nothing, and for a month nobody saw that it "
                    + "was stale.",
        };

    /// <summary>M011.</summary>
    public static Rule MissingMarker { get; } = new(
        "M011", Severity.Error, "A marker has no partner", "<!-- START: models -->\n", "<!-- START: models -->\n<!-- END: models -->\n")
    {
        Why = "A marker's end was deleted by hand. An update would have replaced the rest of the page.",
    };

    /// <summary>M012.</summary>
    public static Rule DoubledMarker { get; } =
        new(
            "M012",
            Severity.Error,
            "A marker occurs twice",
            "<!-- START: models -->\n<!-- END: models -->\n<!-- START: models -->\n<!-- END: models -->\n",
            "<!-- START: models -->\n<!-- END: models -->\n"
        )
        {
            Why = "A copied section held the same marker twice, and the update filled the wrong one.",
        };

    /// <summary>M013.</summary>
    public static Rule UnknownMarker { get; } = new(
        "M013", Severity.Warning, "A marker names no matrix",
        "<!-- START: modles -->\n<!-- END: modles -->\n<!-- START: features -->\n<!-- END: features -->\n",
        "<!-- START: models -->\n<!-- END: models -->\n<!-- START: features -->\n<!-- END: features -->\n")
    {
        Why = "A marker was misspelt, and its section stayed as it was on the day on which it was written.",
    };

    /// <summary>M014.</summary>
    public static Rule NoFileToUpdate { get; } = new(
        "M014", Severity.Error, "A page that is to be updated is not there or is not text", "", MissingMarker.Good)
    {
        Why = "The page was renamed. The matrices were published everywhere but there.",
    };

    /// <summary>M020.</summary>
    public static Rule WrongMatrix { get; } = new(
        "M020", Severity.Error, "A matrix of ci.yml does not fit together",
        "matrices:\n  serving_matrix.csv: { title: Serving, categories: { serving: Serving } }\n",
        "matrices:\n  serving_matrix.csv: { title: Serving, categories: { serving: Serving }, stages: [CorrectnessTest] }\n")
    {
        Why = "A matrix of ci.yml named a stage that its folder does not have, and its column was Untested for ever.",
    };

    /// <summary>M021.</summary>
    public static Rule DoubledCategory { get; } = new(
        "M021", Severity.Error, "Two matrices of ci.yml have one category",
        "matrices:\n  serving_matrix.csv: { title: Serving, categories: { rl support matrix: RL }, stages: [CorrectnessTest] }\n",
        WrongMatrix.Good)
    {
        Why = "A category was listed for two matrices. Its subjects were in the first alone, and the second was never published.",
    };
}
