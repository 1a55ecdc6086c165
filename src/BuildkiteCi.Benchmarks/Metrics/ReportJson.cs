using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using BuildkiteCi.Testing.Accuracy;

namespace BuildkiteCi.Benchmarks.Metrics;

/// <summary>Writes what was read from the client as JSON for other programs.</summary>
public static class ReportJson
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// <c>{"verdict", "metrics"}</c>, and <c>accuracy</c> where an evaluation printed one. Names are those of the saved JSON; what was not
    /// measured is absent. Positions are in percent where they come from the console, as it prints them.
    /// </summary>
    /// <param name="report">What was read.</param>
    /// <param name="source">Where it was read from.</param>
    public static string Write(ClientReport report, ReportSource source) => Json(writer =>
    {
        writer.WriteString("verdict", report.Verdict.Word());
        writer.WriteStartObject("metrics");
        foreach (var (metric, value) in report.Metrics.Measurements) writer.WriteNumber(metric.Name, value);
        WritePositions(writer, report.Metrics.PositionAcceptance, source);
        writer.WriteEndObject();
        if (report.Accuracy.IsEmpty) return;
        writer.WriteStartObject("accuracy");
        foreach (var (metric, value) in report.Accuracy) writer.WriteNumber(metric.Name, value);
        writer.WriteEndObject();
    });

    /// <summary><c>{"metric", "score", "stderr", "samples"}</c> of the score that is judged; what is unknown is null.</summary>
    public static string Write(AccuracyScore score) => Json(writer =>
    {
        writer.WriteString("metric", score.Metric);
        writer.WriteNumber("score", score.Score);
        if (score.StandardError is { } error) writer.WriteNumber("stderr", error);
        else writer.WriteNull("stderr");
        if (score.Samples is { } samples) writer.WriteNumber("samples", samples);
        else writer.WriteNull("samples");
    });

    private static void WritePositions(Utf8JsonWriter writer, ImmutableArray<double> fractions, ReportSource source)
    {
        if (fractions.IsEmpty) return;
        writer.WriteStartArray(source == ReportSource.Console ? "per_position_acceptance_percent" : "spec_decode_per_position_acceptance_rates");
        foreach (var fraction in fractions) writer.WriteNumberValue(source == ReportSource.Console ? Math.Round(fraction * 100, 8) : fraction);
        writer.WriteEndArray();
    }

    private static string Json(Action<Utf8JsonWriter> members)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Indented))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }
}
