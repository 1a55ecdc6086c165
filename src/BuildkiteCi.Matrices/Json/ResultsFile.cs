using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BuildkiteCi.Catalogue.Results;
using BuildkiteCi.Matrices.Results;

namespace BuildkiteCi.Matrices.Json;

/// <summary>Writes results as JSON: the file that every publication leaves, and that later ones, pages and comparisons read.</summary>
public static class ResultsFile
{
    /// <summary>Value of <c>format</c>; a reader refuses any other.</summary>
    public const string Format = "buildkite-ci-results/1";

    /// <summary>
    /// Version of the schema, <c>MAJOR.MINOR</c>: a file of the same major version is read, whatever else it holds; one without a version
    /// is 1.0.
    /// 1.1 added how each stage was tested, how long it took and how often it was retried; 1.2 what benchmark cases of a model measured.
    /// </summary>
    public const string SchemaVersion = "1.2";

    /// <summary>Whether a file of this version can be read: files before 1.1 have none, and a later minor version only adds what is passed
    /// over.</summary>
    internal static bool IsReadable(string? version) =>
        version is null || version.StartsWith($"{SchemaVersion.Split('.')[0]}.", StringComparison.Ordinal);

    /// <summary>How long a test took; null where the number is none that a test takes.</summary>
    internal static TimeSpan? Duration(double? seconds) => seconds is >= 0 and < 1e8 and var known ? TimeSpan.FromSeconds(known) : null;

    // Emoji stay readable. The file is never put into a page.
    private static readonly ResultsJson Json = new(new JsonSerializerOptions(ResultsJson.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = ResultsJson.Default,
    });

    /// <summary>The text of a results file: one line a subject, so that a difference shows what changed.</summary>
    public static string Write(BuildResults results)
    {
        var text = new StringBuilder();
        text.Append("{\"format\":")
            .Append(JsonSerializer.Serialize(Format, Json.String))
            .Append(",\"version\":")
            .Append(JsonSerializer.Serialize(SchemaVersion, Json.String))
            .Append(",\n");
        text.Append("\"publication\":").Append(JsonSerializer.Serialize(Shape(results.Publication), Json.PublicationShape)).Append(",\n");
        text.Append("\"generations\":[");
        AppendAll(text, results.Generations, generation =>
        {
            text.Append("{\"generation\":").Append(JsonSerializer.Serialize(generation.Generation, Json.String)).Append(",\"subjects\":[");
            AppendAll(text, generation.Subjects, subject => text.Append(JsonSerializer.Serialize(Shape(subject), Json.SubjectShape)));
            text.Append("]}");
        });
        return text.Append("]}\n").ToString();
    }

    private static void AppendAll<T>(StringBuilder text, IEnumerable<T> items, Action<T> append)
    {
        var separator = "\n";
        foreach (var item in items)
        {
            text.Append(separator);
            append(item);
            separator = ",\n";
        }
    }

    private static PublicationShape Shape(Publication publication) => new(
        publication.Implementation,
        publication.Date,
        publication.Release,
        publication.BuildUrl?.Text,
        publication.Commits.IsEmpty ? null : publication.Commits,
        publication.Versions.IsEmpty ? null : publication.Versions,
        publication.PublishedBy);

    private static SubjectShape Shape(SubjectResults subject) =>
        new(
            subject.Name.Text,
            ResultsFileWords.Kind(subject.Kind),
            subject.Category.Name,
            subject.Architecture,
            [.. subject.Stages.Select(Shape)],
            subject.Cases.IsEmpty
                ? null
                : [.. subject.Cases.Select(one => new CaseShape(one.Case, [.. one.Measurements.Select(MeasurementShape.Of)]))]
        );

    private static StageShape Shape(StageResult result) =>
        new(
            result.Stage,
            result.Status.Word,
            result.Status.Text,
            result.Note,
            result.JobUrl?.Text,
            result.IssueUrl?.Text,
            result.Measurements.IsEmpty ? null : [.. result.Measurements.Select(MeasurementShape.Of)],
            result.Duration is { } duration ? Math.Round(duration.TotalSeconds, 1) : null,
            result.Retries,
            result.Setup is { } setup
                ? new SetupShape(setup.Chips, setup.ServeCommand, setup.Target, setup.Environment.IsEmpty ? null : setup.Environment)
                : null
        );
}
