using System.Collections.Immutable;
using System.Text;
using BuildkiteCi.Benchmarks.Metrics;
using BuildkiteCi.Core;

namespace BuildkiteCi.Benchmarks.Changes;

/// <summary>Writes events for people.</summary>
public static class EventText
{
    private const int MostMembers = 5;

    /// <summary>A line per event, and below it what it did, the largest first; empty where there are none.</summary>
    public static string Write(ImmutableArray<ChangeEvent> events)
    {
        var text = new StringBuilder();
        foreach (var one in events)
        {
            text.Append($"{Heading(one)}: {VersionRange.Line(one.Suspects)}\n");
            foreach (var member in one.Members.Take(MostMembers)) text.Append($"  {Line(member)}\n");
            if (one.Members.Length > MostMembers) text.Append($"  and {one.Members.Length - MostMembers} more\n");
            if (one.IsSuspected) text.Append($"  {Advice(one)}\n");
        }

        return text.ToString();
    }

    /// <summary><c>2026-03-06 regressed, 12 metrics of 3 cases (event 2026-03-06-b8692ff)</c>; of one that did both,
    /// <c>2026-03-06 3 worse, 2 better, 5 metrics of …</c>.</summary>
    public static string Heading(ChangeEvent one)
    {
        var (metrics, cases) = (one.Members.Length, one.Cases);
        return $"{one.FirstBad.Date:yyyy-MM-dd} {Word(one)}, {metrics} {(metrics == 1 ? "metric" : "metrics")} of {cases} "
            + $"{(cases == 1 ? "case" : "cases")} (event {one.Id})";
    }

    /// <summary><c>-50.1 % request_throughput of CASE on DEVICE, 4.21 req/s -> 2.10 req/s</c>.</summary>
    public static string Line(EventMember member) =>
        $"{member.Relative * 100:+0.0;-0.0} % {member.Series.Metric.Name} of {member.Series.Case} on {member.Series.Device}, "
        + $"{MetricText.Value(member.From, member.Series.Metric.Unit)} -> {MetricText.Value(member.To, member.Series.Metric.Unit)}"
        + (member.IsSuspected ? ", suspected" : member.IsReturn ? ", back to the level before" : "");

    /// <summary>What to do about an event that is only suspected.</summary>
    public static string Advice(ChangeEvent one)
    {
        var cases = one.Members.Select(member => member.Series.Case).Distinct(StringComparer.Ordinal).ToArray();
        var commit = one.FirstBad.Commit.Length > 0 ? $" on {Commits.Short(one.FirstBad.Commit)}" : "";
        return $"run the same commit again: ./build.sh --target=Benchmark --case-name={ShellWord.Quote(cases[0])}{commit}; a second run "
            + "like this one confirms it";
    }

    internal static string Word(ChangeEvent one) =>
        one.IsMixed ? $"{Both(one)}{(one.IsSuspected ? " suspected" : "")}"
        : one.IsSuspected ? $"{Noun(one.Verdict)} suspected"
        : one.Verdict.Word();

    /// <summary>The verdict for programs: <c>mixed</c> where an event made some metrics worse and others better.</summary>
    internal static string Verdict(ChangeEvent one) => one.IsMixed ? "mixed" : one.Verdict.Word();

    private static string Both(ChangeEvent one)
    {
        var moved = one.Members.Length - one.Worse - one.Better;
        return $"{one.Worse} worse, {one.Better} better{(moved > 0 ? $", {moved} moved" : "")}";
    }

    internal static string Noun(ChangeVerdict verdict) => verdict switch
    {
        ChangeVerdict.Regressed => "regression",
        ChangeVerdict.Improved => "improvement",
        _ => "change",
    };
}
