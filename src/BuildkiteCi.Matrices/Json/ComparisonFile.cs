using System.Collections.Immutable;
using System.Text.Json;
using BuildkiteCi.Core.Json;
using BuildkiteCi.Matrices.Judging;
using BuildkiteCi.Matrices.Releases;

namespace BuildkiteCi.Matrices.Json;

/// <summary>Writes comparisons as JSON, for other programs.</summary>
public static class ComparisonFile
{
    /// <summary>Value of <c>format</c>.</summary>
    public const string Format = "buildkite-ci-comparison/2";

    /// <summary>The text of a comparison file. Verdicts are the words of <see cref="VerdictLook.Code"/>; a ratio of 0.05 is five per cent
    /// more.</summary>
    /// <param name="comparison">What changed.</param>
    /// <param name="implementation">The implementation that was compared alone; null: all.</param>
    public static string Write(ReleaseComparison comparison, string? implementation = null) => JsonText.IndentedObject(json =>
    {
        json.WriteString("format", Format);
        json.WriteString("before", comparison.Before?.Title);
        json.WriteString("after", comparison.After.Title);
        if (implementation is not null) json.WriteString("implementation", implementation);
        json.WriteString("summary", ReleaseNotes.Summary(comparison));
        Section(json, "newlyWorks", comparison.NewlyWorks);
        Section(json, "broke", comparison.Broke);
        Speeds(json, comparison.Speed);
        Section(json, "added", comparison.Added);
        Section(json, "noLongerTested", comparison.NoLongerTested);
        Section(json, "stillFailing", comparison.StillFailing);
        Section(json, "other", comparison.Other);
    });

    private static void Section(Utf8JsonWriter json, string name, ImmutableArray<SubjectChange> changes)
    {
        json.WriteStartArray(name);
        foreach (var change in changes)
        {
            json.WriteStartObject();
            json.WriteString("kind", ResultsFileWords.Kind(change.Subject.Kind));
            json.WriteString("name", change.Subject.Name.Text);
            json.WriteString("before", VerdictLook.Of(change.Before).Code);
            if (change.Before is { Why.Length: > 0 } before) json.WriteString("whyBefore", before.Why);
            json.WriteString("after", VerdictLook.Of(change.After).Code);
            if (change.After is { Why.Length: > 0 } after) json.WriteString("whyAfter", after.Why);
            if (change.Since is { } since) json.WriteString("since", since.Title);
            json.WriteStartArray("places");
            foreach (var place in change.Places)
            {
                json.WriteStartObject();
                json.WriteString("generation", place.Generation);
                json.WriteString("implementation", place.Implementation);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("causes");
            foreach (var cause in change.Causes) Cause(json, cause);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Cause(Utf8JsonWriter json, StageChange cause)
    {
        json.WriteStartObject();
        json.WriteString("stage", cause.Stage);
        json.WriteString("before", StatusLetter.Name(cause.Before));
        json.WriteString("after", StatusLetter.Name(cause.After));
        if (cause.Facts?.Note is { } note) json.WriteString("note", note);
        if (cause.Facts?.Job is { } job) json.WriteString("job", job.Text);
        if (cause.Facts?.Issue is { } issue) json.WriteString("issue", issue.Text);
        json.WriteEndObject();
    }

    private static void Speeds(Utf8JsonWriter json, ImmutableArray<SpeedChange> changes)
    {
        json.WriteStartArray("speed");
        foreach (var change in changes)
        {
            json.WriteStartObject();
            json.WriteString("kind", ResultsFileWords.Kind(change.Subject.Kind));
            json.WriteString("name", change.Subject.Name.Text);
            json.WriteString("generation", change.Generation);
            json.WriteString("implementation", change.Implementation);
            json.WriteString("measurement", change.After.Metric.Name);
            json.WriteString("unit", change.After.Metric.Unit.Symbol);
            json.WriteNumber("before", change.Before.Value);
            json.WriteNumber("after", change.After.Value);
            json.WriteNumber("ratio", Math.Round(change.Ratio, 4));
            json.WriteBoolean("better", change.IsBetter);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
