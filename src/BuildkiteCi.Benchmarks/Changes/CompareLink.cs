using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace BuildkiteCi.Benchmarks.Changes;

/// <summary>Where the commits of a range can be read, for components whose repository is known.</summary>
public static partial class CompareLink
{
    // What precedes a version in the name of its tag.
    private static readonly ImmutableArray<(string Component, Regex Version, string Address, string Prefix)> Known =
    [
        ("tpu-inference", Commit(), "https://github.com/vllm-project/tpu-inference/compare/", ""),
        ("vllm", Commit(), "https://github.com/vllm-project/vllm/compare/", ""),
        ("jax", Release(), "https://github.com/jax-ml/jax/compare/", "jax-v"),
    ];

    /// <summary>The page that compares the two; null where the repository is not known, or a version is no name of its own there.</summary>
    public static string? Of(VersionRange range) =>
        Known.FirstOrDefault(one => one.Component == range.Component) is { Address: { } address } known
        && known.Version.IsMatch(range.From) && known.Version.IsMatch(range.To)
            ? $"{address}{known.Prefix}{range.From}...{known.Prefix}{range.To}"
            : null;

    [GeneratedRegex("^[0-9a-f]{7,40}$", RegexOptions.None, 1000)]
    private static partial Regex Commit();

    [GeneratedRegex("^[0-9]+(\\.[0-9]+){1,3}$", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Release();
}
