using System.Text;
using System.Text.Json;
using BuildkiteCi.Benchmarks.Metrics;
using BuildkiteCi.Core.Json;

namespace BuildkiteCi.Benchmarks.Judging;

/// <summary>Writes what an earlier run left.</summary>
public static class EarlierRunText
{
    /// <summary>Each file's numbers, then each target with what was measured.</summary>
    public static string Write(EarlierRun run)
    {
        var text = new StringBuilder();
        if (run.Console?.Value is { } console) text.Append(ReportText.Write(console));
        if (run.Saved?.Value is { } saved) text.Append(ReportText.Write(saved));
        if (run.Accuracy?.Value is { } accuracy) text.Append(ReportText.Write(accuracy));
        if (run.Targets is null)
            text.Append("targets: none are known; name the case with --case-file and --case-name, or the model with --model-name\n");
        else if (run.Judgement is not { } judgement) text.Append("targets: none is an accuracy's\n");
        else if (judgement.Results.IsEmpty) text.Append($"judgement: {StageVerdicts.Word(judgement.Verdict)}, {judgement.Reason}\n");
        else
        {
            text.Append($"judgement: {StageVerdicts.Word(judgement.Verdict)}\n");
            if (judgement.Verdict == StageVerdict.Failed && judgement.Results.All(result => result.Status != Status.Failing))
                text.Append($"  {judgement.Reason}\n");
            foreach (var result in judgement.Results)
                text.Append($"  {result.Status.Name.ToLowerInvariant()}: {JudgementText.Sentence(result)}\n");
        }

        return text.ToString();
    }

    /// <summary>One JSON document. One file's is that file's object; of several, one object with a member for each.</summary>
    public static string WriteJson(EarlierRun run) => JsonText.IndentedObject(writer =>
    {
        var parts = new (string Name, Action? Write)[]
        {
            ("console_log", run.Console?.Value is { } console ? () => ReportJson.Write(writer, console, ReportSource.Console) : null),
            ("results", run.Saved?.Value is { } saved ? () => ReportJson.Write(writer, saved, ReportSource.SavedJson) : null),
            ("accuracy", run.Accuracy?.Value is { } accuracy ? () => ReportJson.Write(writer, accuracy.Main) : null),
        };
        var there = parts.Where(part => part.Write is not null).ToArray();
        foreach (var (name, write) in there)
        {
            if (there.Length > 1) writer.WriteStartObject(name);
            write!();
            if (there.Length > 1) writer.WriteEndObject();
        }

        if (run.Judgement is { } judgement) Write(writer, judgement);
    });

    private static void Write(Utf8JsonWriter writer, Judgement judgement)
    {
        writer.WriteStartObject("judgement");
        writer.WriteString("verdict", StageVerdicts.Word(judgement.Verdict));
        writer.WriteString("reason", judgement.Reason);
        writer.WriteStartArray("targets");
        foreach (var result in judgement.Results)
        {
            writer.WriteStartObject();
            writer.WriteString("metric", result.Metric.Name);
            writer.WriteString("unit", result.Metric.Unit.Symbol);
            if (result.Measured is { } measured) writer.WriteNumber("measured", measured);
            else writer.WriteNull("measured");
            writer.WriteNumber("target", result.Target);
            if (result.Tolerance > 0) writer.WriteNumber("tolerance", result.Tolerance);
            writer.WriteString("status", result.Status.Word);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
