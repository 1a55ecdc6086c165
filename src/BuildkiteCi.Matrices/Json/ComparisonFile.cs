using System.Text.Encodings.Web;
using System.Text.Json;
using BuildkiteCi.Matrices.Releases;

namespace BuildkiteCi.Matrices.Json;

/// <summary>Writes comparisons as JSON, for other programs.</summary>
public static class ComparisonFile
{
    private static readonly ComparisonJson Json = new(new JsonSerializerOptions(ComparisonJson.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NewLine = "\n",
    });

    /// <summary>The text of a comparison file. Statuses are the words of the results file; a ratio of 0.05 is five per cent more than before.</summary>
    public static string Write(Comparison comparison) => JsonSerializer.Serialize(
        new ComparisonShape(
            "buildkite-ci-comparison/1",
            comparison.Before?.Title,
            comparison.After.Title,
            comparison.After.Implementation,
            [.. comparison.NewlyFailing.Select(Shape)],
            [.. comparison.NewlyPassing.Select(Shape)],
            [.. comparison.OtherChanges.Select(Shape)],
            [.. comparison.StillFailing.Select(Shape)],
            [.. comparison.Added.Select(Shape)],
            [.. comparison.Removed.Select(Shape)],
            [.. comparison.Performance.Select(Shape)]),
        Json.ComparisonShape) + "\n";

    private static ChangeShape Shape(StatusChange change) => new(
        ResultsFileWords.Kind(change.Place.Kind), change.Place.Subject.Text, change.Place.Generation, change.Place.Stage,
        change.Before.Word, change.After.Status.Word, null, change.After.Note, change.After.JobUrl?.Text, change.After.IssueUrl?.Text);

    private static ChangeShape Shape(LastingFailure failure) => new(
        ResultsFileWords.Kind(failure.Place.Kind), failure.Place.Subject.Text, failure.Place.Generation, failure.Place.Stage,
        null, failure.After.Status.Word, failure.Since, failure.After.Note, failure.After.JobUrl?.Text, failure.After.IssueUrl?.Text);

    private static ListedShape Shape(ListedChange change) => new(ResultsFileWords.Kind(change.Kind), change.Subject.Text);

    private static PerformanceShape Shape(PerformanceChange change) => new(
        ResultsFileWords.Kind(change.Place.Kind), change.Place.Subject.Text, change.Place.Generation, change.Place.Stage,
        change.After.Metric.Name, change.After.Metric.Unit.Symbol, change.Before.Value, change.After.Value, Math.Round(change.Ratio, 4), change.IsBetter);
}
