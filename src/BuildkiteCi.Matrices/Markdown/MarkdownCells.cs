using System.Globalization;
using BuildkiteCi.Catalogue;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Matrices.Results;
using static BuildkiteCi.Core.Text.MarkdownText;

namespace BuildkiteCi.Matrices.Markdown;

/// <summary>Results as cells of Markdown tables.</summary>
internal static class MarkdownCells
{
    /// <summary>A model's name, linked to its page as far as it names one.</summary>
    public static string Model(SubjectName model)
    {
        var repository = ModelRepository.Of(model);
        return Link(Plain(repository.Name), repository.Address) + Plain(repository.Rest);
    }

    /// <summary>A status that links to its job, and to the issue that follows it.</summary>
    public static string Result(StageResult result)
    {
        var status = Link(Plain(result.Status.Shown), result.JobUrl);
        return result.IssueUrl is null ? status : $"{status} ({Link("issue", result.IssueUrl)})";
    }

    /// <summary>The first measurement that has a target, else the first: <c>11.42 req/s (target 11)</c>; a dash where nothing was measured.</summary>
    public static string Performance(IEnumerable<StageResult> results)
    {
        var measurements = results.SelectMany(result => result.Measurements).ToArray();
        var shown = Array.Find(measurements, one => one.Target is not null) ?? measurements.FirstOrDefault();
        return shown is null ? "–" : Plain(Text(shown));
    }

    private static string Text(Measurement measurement)
    {
        var target = measurement.Target is { } asked ? $" (target {Number(asked)})" : "";
        return measurement.Metric.Unit.Text(Number(measurement.Value)) + target;
    }

    /// <summary>A number as people read it: whole from 100 up, else at most two decimals.</summary>
    public static string Number(double value) => value.ToString(Math.Abs(value) >= 100 ? "0" : "0.##", CultureInfo.InvariantCulture);
}
