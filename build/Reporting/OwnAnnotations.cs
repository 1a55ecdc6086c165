using Build.Options;

namespace Build.Reporting;

/// <summary>Targets whose failures are on the build's page already: a second annotation of the same fact only hides the others.</summary>
internal static class OwnAnnotations
{
    private static readonly string[] Targets =
    [
        "RunTpuTests",
        "Benchmark",
        "RecordResult",
        "CheckResults",
        "Validate",
        "GeneratePipeline",
        "Shadow",
    ];

    /// <summary>Whether the command line runs such a target.</summary>
    public static bool Has(string[] args) =>
        TargetName.Values(args).LastOrDefault() is { } name && Targets.Contains(name, StringComparer.OrdinalIgnoreCase);
}
