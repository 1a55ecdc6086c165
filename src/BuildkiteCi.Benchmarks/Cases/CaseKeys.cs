using System.Collections.Immutable;
using System.Globalization;
using BuildkiteCi.Core.Text;

namespace BuildkiteCi.Benchmarks.Cases;

/// <summary>The keys of a case's environment that mean something, and how each changes the settings.</summary>
internal static class CaseKeys
{
    /// <summary>Reads a value into the settings; null where it is not of its type.</summary>
    public delegate CaseSettings? Reader(CaseSettings settings, string text);

    public static readonly ImmutableArray<(string Name, string Type, Reader Read)> Known =
    [
        (
            "EXPECTED_ETEL",
            "milliseconds above 0",
            (s, t) => Number(t) is > 0 and < 1e12 and var ms ? s with { ExpectedLatency = TimeSpan.FromMilliseconds(ms) } : null
        ),
        (
            "EXPECTED_THROUGHPUT",
            "requests a second",
            (s, t) => Number(t) is >= 0 and var rate ? s with { ExpectedThroughput = rate > 0 ? rate : null } : null
        ),
        (
            "EXPECTED_ACCURACY",
            "a score from 0 to 100, a fraction where the score is one",
            (s, t) => Number(t) is >= 0 and <= 100 and var score ? s with { ExpectedAccuracy = score > 0 ? score : null } : null
        ),
        ("INPUT_LEN", "a count of tokens", (s, t) => Count(t) is { } count ? s with { InputLength = count } : null),
        ("OUTPUT_LEN", "a count of tokens", (s, t) => Count(t) is { } count ? s with { OutputLength = count } : null),
        ("PREFIX_LEN", "a count of tokens", (s, t) => Count(t) is { } count ? s with { PrefixLength = count } : null),
        (
            "SERVER_WAIT_MINS",
            "minutes above 0",
            (s, t) => Number(t) is > 0 and < 1e6 and var minutes ? s with { ServerWait = TimeSpan.FromMinutes(minutes) } : null
        ),
        ("BENCHMARK_TIMEOUT", "a duration like '2h'", (s, t) => Timeout(t) is { } span ? s with { ClientTimeout = span } : null),
        (
            "BK_TIMEOUT_IN_MINUTES",
            "whole minutes above 0",
            (s, t) => Count(t) is > 0 and var minutes ? s with { StepTimeoutMinutes = minutes } : null
        ),
        ("RUN_ONCE", "'true' or 'false'", (s, t) => Flag(t) is { } flag ? s with { RunOnce = flag } : null),
        ("DECODE_ONLY", "'true' or 'false'", (s, t) => Flag(t) is { } flag ? s with { DecodeOnly = flag } : null),
        ("IS_MULTI_HOST_BENCH", "'true' or 'false'", (s, t) => Flag(t) is { } flag ? s with { SeveralHosts = flag } : null),
        ("RUN_TYPE", "a word", (s, t) => t.Length > 0 ? s with { RunType = t } : null),
        ("DEVICE", "a device like 'tpu7x-16'", (s, t) => t.Length > 0 ? s with { Device = t } : null),
        ("MODELTAG", "a word", (s, t) => t.Length > 0 ? s with { ModelTag = t } : null),
        ("MAX_NUM_SEQS", "a count", IsCount),
        ("MAX_NUM_BATCHED_TOKENS", "a count", IsCount),
        ("MAX_MODEL_LEN", "a count", IsCount),
        ("NUM_PROMPTS", "a count", IsCount),
    ];

    /// <summary>Where results go beside the history; what is measured does not depend on them.</summary>
    public static readonly ImmutableArray<string> Destinations =
    [
        "GCP_PROJECT_ID",
        "GCP_INSTANCE_ID",
        "GCP_DATABASE_ID",
        "GCS_BUCKET",
        "UPLOAD_DB",
        "MLCOMPASS_EXPORT_ENABLED",
    ];

    /// <summary>Keys that are exported as they are and known all the same: a misspelling of one is noticed.</summary>
    public static readonly ImmutableArray<string> Exported = ["DATASET", "MODEL_NAME", .. Destinations];

    private static CaseSettings? IsCount(CaseSettings settings, string text) => Count(text) is null ? null : settings;

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number)
            ? number
            : null;

    // As coreutils' 'timeout' reads it, which knows no milliseconds.
    private static TimeSpan? Timeout(string text) =>
        !text.EndsWith("ms", StringComparison.Ordinal) && Elapsed.Parse(text) is { } span && span > TimeSpan.Zero ? span : null;

    private static int? Count(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;

    private static bool? Flag(string text) => text.ToLowerInvariant() switch { "true" => true, "false" => false, _ => null };
}
