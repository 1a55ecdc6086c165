using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Testing;

namespace Build.Reporting;

/// <summary>The end of a run of stages: how many failed, those of one cause together.</summary>
internal static class StageSummary
{
    /// <summary>The error that ends the run, or null where every stage that ran succeeded.</summary>
    /// <param name="reports">What ran, in order.</param>
    /// <param name="planned">How many stages were to run; those behind a failed stage of their subject did not.</param>
    public static string? Error(IReadOnlyList<StageReport> reports, int planned)
    {
        var failed = reports.Where(report => !report.Succeeded).ToList();
        if (failed.Count == 0) return null;
        if (planned == 1) return failed[0].ToString();
        var left = planned - reports.Count;
        var counts =
            $"{failed.Count} of {planned} stages "
                + $"failed{(left == 0 ? "" : $", and {left} behind {(failed.Count == 1 ? "it" : "them")} did not run")}";
        if (failed.Count == 1) return $"{counts}: {failed[0].Job}, {failed[0].Judgement.Reason}";
        var causes = failed
            .GroupBy(report => $"{StageVerdicts.Word(report.Judgement.Verdict)}: {report.Judgement.Reason}")
            .OrderByDescending(cause => cause.Count())
            .Select(cause => $"{cause.Count()} {cause.Key}{(cause.Count() == 1 ? $" ({cause.First().Job})" : "")}");
        return $"{counts}; {string.Join("; ", causes)}";
    }
}
