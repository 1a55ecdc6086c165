using System.Collections.Frozen;

namespace BuildkiteCi.Benchmarks.Metrics;

/// <summary>What a client's output is worth.</summary>
public enum ReportVerdict
{
    /// <summary>No table and no accuracy.</summary>
    NoResult,

    /// <summary>A complete table, and no request is known to have failed.</summary>
    Ok,

    /// <summary>A complete table of the requests that did not fail.</summary>
    SomeRequestsFailed,

    /// <summary>A complete table of nothing: the client exits with 0 all the same.</summary>
    AllRequestsFailed,

    /// <summary>A table without its closing line.</summary>
    Truncated,

    /// <summary>No table, but an accuracy.</summary>
    AccuracyOnly,

    /// <summary>A good run, and a later one that did not end.</summary>
    OkThenUnfinished,
}

/// <summary>Verdicts as they are written.</summary>
public static class ReportVerdicts
{
    private static readonly FrozenDictionary<ReportVerdict, string> Words = new Dictionary<ReportVerdict, string>
    {
        [ReportVerdict.NoResult] = "no_result",
        [ReportVerdict.Ok] = "ok",
        [ReportVerdict.SomeRequestsFailed] = "some_requests_failed",
        [ReportVerdict.AllRequestsFailed] = "all_requests_failed",
        [ReportVerdict.Truncated] = "truncated",
        [ReportVerdict.AccuracyOnly] = "accuracy_only",
        [ReportVerdict.OkThenUnfinished] = "ok_then_unfinished",
    }.ToFrozenDictionary();

    /// <summary>The verdict as JSON output writes it.</summary>
    public static string Word(this ReportVerdict verdict) => Words[verdict];

    /// <summary>The verdict that is written like this, or null.</summary>
    public static ReportVerdict? Parse(string word) =>
        Words.Where(pair => pair.Value == word).Select(pair => (ReportVerdict?)pair.Key).FirstOrDefault();
}
