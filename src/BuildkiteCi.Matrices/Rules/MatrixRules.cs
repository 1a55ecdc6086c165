using System.Collections.Immutable;

namespace BuildkiteCi.Matrices.Rules;

/// <summary>What can be wrong with the inputs of matrices.</summary>
public static class MatrixRules
{
    /// <summary>M001.</summary>
    public static Rule MalformedDefaultFeature { get; } = new(
        "M001", Severity.Error, "A line of default_features.txt is not 'Name (category)'", "Chunked Prefill", "Chunked Prefill (feature support matrix)");

    /// <summary>M002.</summary>
    public static Rule DoubledDefaultFeature { get; } = new(
        "M002", Severity.Error, "A feature stands twice in default_features.txt",
        "Chunked Prefill (feature support matrix)\nChunked Prefill (feature support matrix)", "Chunked Prefill (feature support matrix)");

    /// <summary>M003.</summary>
    public static Rule NoResultsFile { get; } = new(
        "M003", Severity.Error, "A results file is not JSON of the results file's shape",
        "{\"format\":", "{\"format\":\"buildkite-ci-results/1\",\"publication\":{\"implementation\":\"auto\",\"date\":\"2026-08-22T09:30:00Z\"},\"generations\":[]}");

    /// <summary>M004.</summary>
    public static Rule OtherResultsFormat { get; } = new(
        "M004", Severity.Error, "A results file is of a format that this version does not read", "{\"format\":\"buildkite-ci-results/99\"}", NoResultsFile.Good);

    /// <summary>M005.</summary>
    public static Rule MalformedResult { get; } = new(
        "M005", Severity.Error, "A value of a results file is missing or malformed",
        "{\"format\":\"buildkite-ci-results/1\",\"publication\":{\"implementation\":\"auto\"},\"generations\":[]}", NoResultsFile.Good);

    /// <summary>M006.</summary>
    public static Rule DoubledResult { get; } = new(
        "M006", Severity.Error, "A results file speaks of one thing twice",
        "{\"format\":\"buildkite-ci-results/1\",\"publication\":{\"implementation\":\"auto\",\"date\":\"2026-08-22T09:30:00Z\"},"
        + "\"generations\":[{\"generation\":\"v6e\",\"subjects\":[]},{\"generation\":\"v6e\",\"subjects\":[]}]}",
        NoResultsFile.Good);

    /// <summary>M007.</summary>
    public static Rule MalformedMatrix { get; } = new(
        "M007", Severity.Error, "A published matrix does not read back", "Feature,CorrectnessTest\n\"TP\",✅ Passing\n",
        "Feature,CorrectnessTest,PerformanceTest\n\"TP\",✅ Passing,❓ Untested\n");

    /// <summary>M010.</summary>
    public static Rule NoMarker { get; } = new(
        "M010", Severity.Error, "A page that is to be updated has no marker", "# Models\n", "# Models\n<!-- START: models -->\n<!-- END: models -->\n");

    /// <summary>M011.</summary>
    public static Rule MissingMarker { get; } = new(
        "M011", Severity.Error, "A marker has no partner", "<!-- START: models -->\n", "<!-- START: models -->\n<!-- END: models -->\n");

    /// <summary>M012.</summary>
    public static Rule DoubledMarker { get; } = new(
        "M012", Severity.Error, "A marker stands twice",
        "<!-- START: models -->\n<!-- END: models -->\n<!-- START: models -->\n<!-- END: models -->\n", "<!-- START: models -->\n<!-- END: models -->\n");

    /// <summary>M013.</summary>
    public static Rule UnknownMarker { get; } = new(
        "M013", Severity.Warning, "A marker names no matrix",
        "<!-- START: modles -->\n<!-- END: modles -->\n<!-- START: features -->\n<!-- END: features -->\n",
        "<!-- START: models -->\n<!-- END: models -->\n<!-- START: features -->\n<!-- END: features -->\n");

    /// <summary>M014.</summary>
    public static Rule NoFileToUpdate { get; } = new(
        "M014", Severity.Error, "A page that is to be updated is not there or is not text", "", MissingMarker.Good);

    /// <summary>M020.</summary>
    public static Rule WrongMatrix { get; } = new(
        "M020", Severity.Error, "A matrix of ci.yml does not fit together",
        "matrices:\n  serving_matrix.csv: { title: Serving, categories: { serving: Serving } }\n",
        "matrices:\n  serving_matrix.csv: { title: Serving, categories: { serving: Serving }, stages: [CorrectnessTest] }\n");

    /// <summary>M021.</summary>
    public static Rule DoubledCategory { get; } = new(
        "M021", Severity.Error, "Two matrices of ci.yml have one category",
        "matrices:\n  serving_matrix.csv: { title: Serving, categories: { rl support matrix: RL }, stages: [CorrectnessTest] }\n",
        WrongMatrix.Good);

    /// <summary>All of them, by code.</summary>
    public static ImmutableArray<Rule> All { get; } =
    [
        MalformedDefaultFeature, DoubledDefaultFeature, NoResultsFile, OtherResultsFormat, MalformedResult, DoubledResult, MalformedMatrix,
        NoMarker, MissingMarker, DoubledMarker, UnknownMarker, NoFileToUpdate,
        WrongMatrix, DoubledCategory,
    ];
}
