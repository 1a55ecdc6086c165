using System.Text.Json;
using BuildkiteCi.Core.Json;
using BuildkiteCi.Matrices.History;
using BuildkiteCi.Matrices.Judging;

namespace BuildkiteCi.Matrices.Json;

/// <summary>Writes what works on what as JSON: everything of an edition in one file, or one subject with its history.</summary>
public static class SupportFile
{
    /// <summary>Value of <c>format</c> in a file of everything.</summary>
    public const string Format = "buildkite-ci-support/1";

    /// <summary>Value of <c>format</c> in a file of one subject.</summary>
    public const string SubjectFormat = "buildkite-ci-subject/1";

    /// <summary>All subjects of an edition: a verdict a generation and implementation, its reason, since when, each stage.</summary>
    public static string Write(SupportHistory history, Edition? edition) => JsonText.ObjectLine(json =>
    {
        json.WriteString("format", Format);
        json.WriteString("title", edition?.Title);
        json.WriteString(
            "kind",
            edition is null ? null
                : edition.IsRelease ? "release"
                : "nightly"
        );
        json.WriteString("published", edition?.Date.UtcDateTime.ToString("yyyy-MM-dd"));
        json.WriteStartObject("subjects");
        foreach (
            var ofKind in history
                .Subjects.Where(subject => edition is not null && subject.IsIn(edition))
                .GroupBy(subject => ResultsFileWords.Kind(subject.Kind))
        )
        {
            json.WriteStartObject(ofKind.Key);
            foreach (var subject in ofKind)
            {
                json.WriteStartObject(subject.Name.Text);
                json.WriteString("type", subject.Type);
                json.WriteString("matrix", subject.Definition.Key);
                Verdicts(json, history, subject, edition!);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }) + "\n";

    /// <summary>One subject: its verdicts now, in every release, and each stage night by night.</summary>
    public static string Write(SupportHistory history, SubjectHistory subject) => JsonText.ObjectLine(json =>
    {
        json.WriteString("format", SubjectFormat);
        json.WriteString("name", subject.Name.Text);
        json.WriteString("kind", ResultsFileWords.Kind(subject.Kind));
        json.WriteString("type", subject.Type);
        if (subject.Architecture is { } architecture) json.WriteString("architecture", architecture);
        if (history.Newest is { } newest && subject.IsIn(newest))
        {
            json.WriteString("title", newest.Title);
            Verdicts(json, history, subject, newest);
        }

        Releases(json, history, subject);
        Nights(json, history, subject);
    }) + "\n";

    private static void Verdicts(Utf8JsonWriter json, SupportHistory history, SubjectHistory subject, Edition edition)
    {
        json.WriteString("main", subject.Main(edition));
        json.WriteStartObject("verdicts");
        foreach (var generation in history.Generations)
        {
            json.WriteStartObject(generation);
            foreach (var implementation in history.Implementations)
            {
                if (subject.At(edition, implementation, generation) is not { } entry) continue;
                json.WriteStartObject(implementation);
                json.WriteString("verdict", Code(entry.Verdict));
                if (entry.Verdict.Why.Length > 0) json.WriteString("why", entry.Verdict.Why);
                if (subject.Since(edition, implementation, generation) is { } since) json.WriteString("since", since.Title);
                if (entry.Accuracy is { } accuracy) Measured(json, "accuracy", accuracy);
                if (entry.Speed is { } speed) Measured(json, "speed", speed);
                if (subject.Details(edition, implementation, generation)?.Cases is { IsDefaultOrEmpty: false } cases) Cases(json, cases);
                json.WriteStartObject("stages");
                foreach (var (at, stage) in subject.Definition.Stages.Index())
                    json.WriteString(stage, StatusLetter.Name(at < entry.Stages.Length ? entry.Stages[at] : StatusLetter.NotRun));
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Measured(Utf8JsonWriter json, string? name, Catalogue.Results.Measurement measurement)
    {
        if (name is null) json.WriteStartObject();
        else json.WriteStartObject(name);
        json.WriteString("name", measurement.Metric.Name);
        json.WriteNumber("value", measurement.Value);
        json.WriteString("unit", measurement.Metric.Unit.Symbol);
        if (measurement.Target is { } target) json.WriteNumber("target", target);
        json.WriteEndObject();
    }

    private static void Cases(Utf8JsonWriter json, IEnumerable<Catalogue.Results.CaseResult> cases)
    {
        json.WriteStartObject("cases");
        foreach (var one in cases)
        {
            json.WriteStartArray(one.Case);
            foreach (var measurement in one.Measurements) Measured(json, null, measurement);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void Releases(Utf8JsonWriter json, SupportHistory history, SubjectHistory subject)
    {
        json.WriteStartArray("releases");
        foreach (var release in history.Releases.Where(subject.IsIn))
        {
            json.WriteStartObject();
            json.WriteString("title", release.Title);
            foreach (var generation in history.Generations)
            {
                json.WriteStartObject(generation);
                foreach (var implementation in history.Implementations)
                    if (subject.At(release, implementation, generation) is { } entry) json.WriteString(implementation, Code(entry.Verdict));
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Nights(Utf8JsonWriter json, SupportHistory history, SubjectHistory subject)
    {
        json.WriteStartObject("nights");
        json.WriteStartArray("days");
        foreach (var night in history.Nights) json.WriteStringValue(night.Title);
        json.WriteEndArray();
        foreach (var generation in history.Generations)
        {
            json.WriteStartObject(generation);
            foreach (var implementation in subject.Implementations)
            {
                json.WriteStartObject(implementation);
                foreach (var (at, stage) in subject.Definition.Stages.Index())
                    json.WriteString(stage, subject.Nights(implementation, generation, at).Letters);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    // Of a declared status its own word.
    private static string Code(SubjectVerdict verdict) =>
        verdict.Kind == VerdictKind.Declared ? verdict.Word.ToLowerInvariant() : VerdictLook.Of(verdict).Code;
}
