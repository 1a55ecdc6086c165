using System.Collections.Immutable;
using System.Text.Json;
using BuildkiteCi.Core.Json;
using BuildkiteCi.Testing.Accuracy;

namespace BuildkiteCi.Benchmarks.Metrics;

/// <summary>Writes what was read from the client as JSON for other programs.</summary>
public static class ReportJson
{
    /// <summary>The document of <see cref="Write(Utf8JsonWriter, ClientReport, ReportSource)"/>.</summary>
    public static string Write(ClientReport report, ReportSource source) => JsonText.IndentedObject(writer => Write(writer, report, source));

    /// <summary>The document of <see cref="Write(Utf8JsonWriter, AccuracyScore)"/>.</summary>
    public static string Write(AccuracyScore score) => JsonText.IndentedObject(writer => Write(writer, score));

    /// <summary>
    /// <c>verdict</c>, <c>metrics</c>; <c>later_tables</c> where a log holds several; <c>accuracy</c> where an evaluation printed one.
    /// Names are those of the saved JSON; what was not measured is absent. Positions are in percent where they come from the console, as it
    /// prints them.
    /// </summary>
    /// <param name="writer">Inside of an object.</param>
    /// <param name="report">What was read.</param>
    /// <param name="source">Where it was read from.</param>
    internal static void Write(Utf8JsonWriter writer, ClientReport report, ReportSource source)
    {
        writer.WriteString("verdict", report.Verdict.Word());
        if (report.Client.Length > 0) writer.WriteString("client", report.Client);
        Write(writer, report.Metrics, source);
        if (!report.Later.IsEmpty)
        {
            writer.WriteStartArray("later_tables");
            foreach (var table in report.Later)
            {
                writer.WriteStartObject();
                writer.WriteNumber("line", table.Line);
                if (table.Client.Length > 0) writer.WriteString("client", table.Client);
                Write(writer, table.Metrics, source);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        if (report.Accuracy.IsEmpty) return;
        writer.WriteStartObject("accuracy");
        foreach (var (metric, value) in report.Accuracy) writer.WriteNumber(metric.Name, value);
        writer.WriteEndObject();
    }

    /// <summary><c>metric</c>, <c>score</c>, <c>stderr</c>, <c>samples</c> of the score that is judged; what is unknown is null.</summary>
    internal static void Write(Utf8JsonWriter writer, AccuracyScore score)
    {
        writer.WriteString("metric", score.Metric.Name);
        writer.WriteNumber("score", score.Score);
        if (score.StandardError is { } error) writer.WriteNumber("stderr", error);
        else writer.WriteNull("stderr");
        if (score.Samples is { } samples) writer.WriteNumber("samples", samples);
        else writer.WriteNull("samples");
    }

    private static void Write(Utf8JsonWriter writer, RunMetrics metrics, ReportSource source)
    {
        writer.WriteStartObject("metrics");
        foreach (var (metric, value) in metrics.Measurements) writer.WriteNumber(metric.Name, value);
        WritePositions(writer, metrics.PositionAcceptance, source);
        writer.WriteEndObject();
    }

    private static void WritePositions(Utf8JsonWriter writer, ImmutableArray<double> fractions, ReportSource source)
    {
        if (fractions.IsEmpty) return;
        writer.WriteStartArray(
            source == ReportSource.Console ? "per_position_acceptance_percent" : "spec_decode_per_position_acceptance_rates"
        );
        foreach (var fraction in fractions)
            writer.WriteNumberValue(source == ReportSource.Console ? Math.Round(fraction * 100, 8) : fraction);
        writer.WriteEndArray();
    }
}

/// <summary>Where a client's numbers were read.</summary>
public enum ReportSource
{
    /// <summary>Its console output: two decimals.</summary>
    Console,

    /// <summary>The JSON that it saved: all digits.</summary>
    SavedJson,
}
