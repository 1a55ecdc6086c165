using System.Collections.Immutable;

namespace BuildkiteCi.Matrices;

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

    /// <summary>All of them, by code.</summary>
    public static ImmutableArray<Rule> All { get; } = [MalformedDefaultFeature, DoubledDefaultFeature];
}
