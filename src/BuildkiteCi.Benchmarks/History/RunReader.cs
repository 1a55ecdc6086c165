using System.Collections.Immutable;
using System.Globalization;
using BuildkiteCi.Benchmarks.Metrics;
using BuildkiteCi.Core.Json;
using BuildkiteCi.Core.Text;

namespace BuildkiteCi.Benchmarks.History;

/// <summary>Reads one run of JSON lines.</summary>
internal sealed class RunReader(JsonPart part, ImmutableArray<Diagnostic>.Builder found)
{
    private static readonly Rule RunLine =
        new(
            "B203",
            Severity.Error,
            "A line of an exported history is no run",
            """{ "id": "a" }""",
            """
            { "id": "a", "case": "c", "device": "v6e-1", "started": "2026-08-06T08:37:03Z", "verdict": "ok", "metrics": [] }
            """
        )
        {
            Why = "A line of the history was no run, and the import ended there: everything behind it was missing.",
        };

    private bool isBroken;

    /// <summary>The run; null, with its errors, where it cannot be used.</summary>
    public BenchmarkRun? Run()
    {
        if (part is not JsonObjectPart run)
        {
            Wrong(part.Location, $"a run is an object, and this is {part.Kind}");
            return null;
        }

        var read = new BenchmarkRun(Text(run, "id"), Text(run, "case"), Text(run, "device"), Time(run, "started") ?? default)
        {
            Model = Optional(run, "model") ?? "",
            RunType = Optional(run, "run_type") ?? "DAILY",
            ModelTag = Optional(run, "model_tag") ?? "PROD",
            Configuration = Optional(run, "configuration") ?? "{}",
            ConfigurationHash = Optional(run, "configuration_hash") ?? "",
            Versions = Versions(run),
            CommitTime = run["commit_time"] is null or JsonNullPart ? null : Time(run, "commit_time"),
            Release = Optional(run, "release"),
            JobUrl = Optional(run, "job_url"),
            RunBy = Optional(run, "run_by") ?? "",
            Duration = Elapsed.OfSeconds(Number(run, "duration_seconds") ?? 0),
            Verdict = Verdict(run),
            Status = Optional(run, "status") ?? "Untested",
            Reason = Optional(run, "reason") ?? "",
            Metrics = [.. Items(run, "metrics").Select(Metric)],
            Probes =
            [
                .. Items(run, "probes")
                    .Select(probe => new RunProbe(Number(probe, "rate"), Number(probe, "latency_ms"), Optional(probe, "failure"))),
            ],
        };
        if (
            read.Metrics.Select(measured => measured.Metric.Name).GroupBy(name => name).FirstOrDefault(same => same.Count() > 1) is
            { } twice
        )
            Wrong(run.Location, $"the metric '{twice.Key}' occurs twice");
        return isBroken ? null : read;
    }

    private Measurement Metric(JsonObjectPart metric) =>
        new(KnownMetrics.Of(Text(metric, "name"), Optional(metric, "unit") ?? "", Optional(metric, "better")), Required(metric, "value"))
        {
            StandardError = Number(metric, "standard_error"),
            Target = Number(metric, "target"),
        };

    private ReportVerdict Verdict(JsonObjectPart run)
    {
        var word = Text(run, "verdict");
        if (ReportVerdicts.Parse(word) is { } verdict) return verdict;
        Wrong(run["verdict"]?.Location ?? run.Location, $"'{word}' is no verdict");
        return ReportVerdict.NoResult;
    }

    private static ImmutableSortedDictionary<string, string> Versions(JsonObjectPart run) =>
        (run.ObjectAt("versions")?.Members ?? []).Where(member => member.Value is JsonTextPart)
            .ToImmutableSortedDictionary(member => member.Name, member => ((JsonTextPart)member.Value).Text, StringComparer.Ordinal);

    private static IEnumerable<JsonObjectPart> Items(JsonObjectPart owner, string name) =>
        owner[name] is JsonArrayPart list ? list.Items.OfType<JsonObjectPart>() : [];

    private string Text(JsonObjectPart owner, string name)
    {
        if (Optional(owner, name) is { Length: > 0 } text) return text;
        Wrong((owner[name] ?? owner).Location, $"'{name}' is missing or blank");
        return "";
    }

    private string? Optional(JsonObjectPart owner, string name)
    {
        switch (owner[name])
        {
            case null or JsonNullPart: return null;
            case JsonTextPart text: return text.Text;
            case var other:
                Wrong(other.Location, $"'{name}' is {other.Kind}");
                return null;
        }
    }

    private double? Number(JsonObjectPart owner, string name)
    {
        switch (owner[name])
        {
            case null or JsonNullPart: return null;
            case JsonNumberPart { Value: > double.NegativeInfinity and < double.PositiveInfinity and var number }: return number;
            case var other:
                Wrong(other.Location, $"'{name}' is {other.Kind}, not a finite number");
                return null;
        }
    }

    private double Required(JsonObjectPart owner, string name)
    {
        if (owner[name] is null or JsonNullPart) Wrong(owner.Location, $"'{name}' is missing");
        return Number(owner, name) ?? 0;
    }

    private DateTimeOffset? Time(JsonObjectPart owner, string name)
    {
        var text = Text(owner, name);
        if (
            DateTimeOffset.TryParse(
                text,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out var time
            )
        )
            return time;
        if (text.Length > 0) Wrong(owner[name]!.Location, $"'{text}' is no time");
        return null;
    }

    private void Wrong(SourceLocation location, string message)
    {
        isBroken = true;
        found.Add(new Diagnostic(RunLine, location, message, "the run is left out; mend the line, or leave it out"));
    }
}
