using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using BuildkiteCi.Benchmarks.Metrics;
using BuildkiteCi.Core.Json;
using BuildkiteCi.Core.Text;

namespace BuildkiteCi.Benchmarks.History;

/// <summary>Runs as JSON lines: one object a line, for export, import, and for a run whose history could not be reached.</summary>
public static class RunLines
{
    /// <summary>The line of a run, without its end.</summary>
    public static string Write(BenchmarkRun run) => JsonText.Line(writer => Write(writer, run));

    /// <summary>The runs of a file; each line that is none is an error, and the others go on.</summary>
    public static Diagnosed<IReadOnlyList<BenchmarkRun>> Parse(SourceFile file)
    {
        var found = ImmutableArray.CreateBuilder<Diagnostic>();
        using var text = new StringReader(file.Text);
        return Diagnosed.With<IReadOnlyList<BenchmarkRun>>([.. Read(file.Path, text, found)], found);
    }

    /// <summary>The runs of a text, a line at a time as they are asked for; what is wrong with a line is added to what was found.</summary>
    /// <param name="path">The text's name for people.</param>
    /// <param name="text">The lines.</param>
    /// <param name="found">Grows while runs are read.</param>
    public static IEnumerable<BenchmarkRun> Read(string path, TextReader text, ImmutableArray<Diagnostic>.Builder found)
    {
        for (var number = 1; text.ReadLine() is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line)) continue;
            var json = JsonSource.ParseAt(path, line, number);
            found.AddRange(json.Diagnostics);
            if (json.Value is null) continue;
            var reader = new RunReader(json.Value, found);
            if (reader.Run() is { } run) yield return run;
        }
    }

    internal static string Versions(ImmutableSortedDictionary<string, string> versions) =>
        JsonSerializer.Serialize(versions.ToDictionary(StringComparer.Ordinal));

    internal static ImmutableSortedDictionary<string, string> Versions(string json) =>
        (JsonSerializer.Deserialize<Dictionary<string, string>>(json) ?? []).ToImmutableSortedDictionary(StringComparer.Ordinal);

    private static void Write(Utf8JsonWriter writer, BenchmarkRun run)
    {
        writer.WriteStartObject();
        writer.WriteString("id", run.Id);
        writer.WriteString("case", run.Case);
        writer.WriteString("device", run.Device);
        writer.WriteString("started", RunHistory.Time(run.Started));
        writer.WriteString("model", run.Model);
        writer.WriteString("run_type", run.RunType);
        writer.WriteString("model_tag", run.ModelTag);
        writer.WriteString("configuration", run.Configuration);
        writer.WriteString("configuration_hash", run.ConfigurationHash);
        writer.WriteStartObject("versions");
        foreach (var (name, version) in run.Versions) writer.WriteString(name, version);
        writer.WriteEndObject();
        writer.WriteString("commit_time", run.CommitTime is { } time ? RunHistory.Time(time) : null);
        writer.WriteString("release", run.Release);
        writer.WriteString("job_url", run.JobUrl);
        writer.WriteString("run_by", run.RunBy);
        writer.WriteNumber("duration_seconds", run.Duration.TotalSeconds);
        writer.WriteString("verdict", run.Verdict.Word());
        writer.WriteString("status", run.Status);
        writer.WriteString("reason", run.Reason);
        writer.WriteStartArray("metrics");
        foreach (var measured in run.Metrics)
        {
            Write(
                writer,
                ("name", measured.Metric.Name),
                ("unit", measured.Metric.Unit.Symbol),
                ("better", measured.Metric.Better.ToString().ToLowerInvariant()),
                ("value", measured.Value), ("standard_error", measured.StandardError), ("target", measured.Target));
        }

        writer.WriteEndArray();
        writer.WriteStartArray("probes");
        foreach (var probe in run.Probes) Write(writer, ("rate", probe.Rate), ("latency_ms", probe.LatencyMs), ("failure", probe.Failure));
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, params ReadOnlySpan<(string Name, object? Value)> members)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in members)
        {
            if (value is double number) writer.WriteNumber(name, number);
            else
                writer.WriteString(
                    name,
                    Convert.ToString(value, CultureInfo.InvariantCulture) is { } text && value is not null ? text : null
                );
        }

        writer.WriteEndObject();
    }
}
