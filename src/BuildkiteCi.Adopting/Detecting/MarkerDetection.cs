using System.Collections.Immutable;
using System.Text.RegularExpressions;
using BuildkiteCi.Core;

namespace BuildkiteCi.Adopting.Detecting;

/// <summary>Finds the markers of matrices in the README by the words in their names.</summary>
internal static partial class MarkerDetection
{
    private const string Page = "README.md";

    // The first word that a marker's name holds decides.
    private static readonly ImmutableArray<(string Word, string Matrix)> Words =
    [
        ("microbenchmark", "kernel_support_matrix_microbenchmarks"),
        ("model", "model_support_matrix"),
        ("parallel", "parallelism_support_matrix"),
        ("quantiz", "quantization_support_matrix"),
        ("kernel", "kernel_support_matrix"),
        ("feature", "feature_support_matrix"),
        ("_rl", "rl_support_matrix"),
    ];

    public static ImmutableArray<(string Marker, string Matrix, SourceLocation Place)> Of(IFileTree files) =>
        [
            .. from Match match in Marker().Matches(files.Read(Page) ?? "")
            let name = match.Groups["name"].Value
            let matrix = Words
                .Where(word => name.Contains(word.Word, StringComparison.OrdinalIgnoreCase))
                .Select(word => word.Matrix)
                .FirstOrDefault()
            where matrix is not null && name != matrix
            select (name, matrix, new SourceLocation(Page, (files.Read(Page) ?? "").AsSpan(0, match.Index).Count('\n') + 1, 0)),
        ];

    [GeneratedRegex(@"<!--\s*START:\s*(?<name>[\w-]+)\s*-->", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Marker();
}
