using System.Collections.Immutable;
using BuildkiteCi.Core.Json;
using BuildkiteCi.Testing.Accuracy;

namespace BuildkiteCi.Benchmarks.Metrics;

/// <summary>
/// Reads the file of <c>vllm bench serve --save-result</c>: all digits, standard deviations, counts. The authority where there is one.
/// Files of other clients are read as far as <see cref="SavedShapes"/> knows them.
/// With <c>--append-result</c> it holds one object a line; the last is the newest run.
/// </summary>
public static class SavedResults
{
    private static readonly ImmutableArray<string> Positions = ["spec_decode_per_position_acceptance_rates"];

    /// <summary>There is always a report; what is missing or malformed is an error at its place.</summary>
    public static Diagnosed<ClientReport> Parse(SourceFile file)
    {
        if (string.IsNullOrWhiteSpace(file.Text))
        {
            return Diagnosed.With(new ClientReport(ReportVerdict.NoResult, RunMetrics.None),
                [
                    new Diagnostic(
                        JsonSource.NotJson,
                        SourceLocation.Of(file.Path),
                        "the file is empty",
                        "find out why the client did not finish"
                    ),
                ]
            );
        }

        var json = Newest(file);
        if (json.Value is not JsonObjectPart run)
        {
            var cut = file.Text.TrimStart()[0] == '{';
            var found = json.Value is { } other
                ? json.Diagnostics.Add(
                    new Diagnostic(
                        JsonSource.NotJson,
                        other.Location,
                        $"a saved result is an object, and this is {other.Kind}",
                        "take the file without '.pytorch' in its name"
                    )
                )
                : json.Diagnostics;
            return Diagnosed.With(new ClientReport(cut ? ReportVerdict.Truncated : ReportVerdict.NoResult, RunMetrics.None), found);
        }

        return Report(run);
    }

    private static Diagnosed<JsonPart> Newest(SourceFile file)
    {
        var lines = file.Text.Split('\n');
        var last = Array.FindLastIndex(lines, line => !string.IsNullOrWhiteSpace(line));
        var first = Array.FindIndex(lines, line => !string.IsNullOrWhiteSpace(line));
        var appended = first != last && JsonSource.ParseAt(file.Path, lines[first], first + 1).Value is JsonObjectPart;
        return appended ? JsonSource.ParseAt(file.Path, lines[last], last + 1) : JsonSource.Parse(file);
    }

    private static Diagnosed<ClientReport> Report(JsonObjectPart run)
    {
        if (SavedShapes.Of(run) is (var client, var other)) return Of(run, client, other);
        var measurements = ImmutableArray.CreateBuilder<Measurement>();
        var found = ImmutableArray.CreateBuilder<Diagnostic>();
        foreach (var member in run.Members)
        {
            // benchmark_serving.py of the TPU repository writes "request_goodput:", with the colon.
            if (KnownMetrics.Named(member.Name.TrimEnd(':')) is not { } metric || IsUnset(metric, member.Value)) continue;
            if (member.Value is JsonNumberPart { Value: >= 0 and < double.PositiveInfinity } number)
                measurements.Add(new Measurement(metric, number.Value));
            else found.Add(NotANumber(member));
        }

        var metrics = new RunMetrics(measurements.ToImmutable())
        {
            PositionAcceptance = run[Positions[0]] is JsonArrayPart rates
                ? [.. rates.Items.OfType<JsonNumberPart>().Select(rate => rate.Value)]
                : [],
        };
        if (metrics.Measurements.IsEmpty && found.Count == 0) return Nothing(run);
        int? prompts = run["num_prompts"] is JsonNumberPart sent ? (int)sent.Value : null;
        found.AddRange(ReportChecks.Of(metrics, run.Location, prompts));
        var report = new ClientReport(ReportChecks.Verdict(metrics, prompts), ReportChecks.WithoutUnmeasured(metrics))
        {
            Prompts = prompts,
        };
        return Diagnosed.With(report, found.OrderBy(diagnostic => diagnostic.Location));
    }

    private static Diagnosed<ClientReport> Of(JsonObjectPart run, string client, RunMetrics metrics) => metrics.Measurements.IsEmpty
        ? Nothing(run)
        : Diagnosed.Ok(new ClientReport(ReportChecks.Verdict(metrics, null), ReportChecks.WithoutUnmeasured(metrics)) { Client = client });

    private static Diagnosed<ClientReport> Nothing(JsonObjectPart run)
    {
        var (what, fix) = SavedShapes.Named(run);
        return Diagnosed.With(
            new ClientReport(ReportVerdict.NoResult, RunMetrics.None),
            [new Diagnostic(ForeignLog.NotOfAClient, run.Location, what, fix)]
        );
    }

    // null: the option was not given. "inf": all requests at once. RTFx is written as 0.0 wherever there is no audio.
    private static bool IsUnset(Metric metric, JsonPart value) =>
        value is JsonNullPart
        || (metric == KnownMetrics.RequestRate && value is JsonTextPart { Text: "inf" } or JsonNotFinitePart { Text: "Infinity" })
        || (metric.Name == "rtfx" && value is JsonNumberPart { Value: 0 });

    private static Diagnostic NotANumber(JsonMember member)
    {
        var value = member.Value switch
        {
            JsonNumberPart number => number.Text,
            JsonTextPart text => $"'{text.Text}'",
            var other => other.Kind,
        };
        return new Diagnostic(AccuracyRules.NotANumber, member.Value.Location, $"'{member.Name}' is {value}, not a number of zero or more",
            "the metric counts as not measured; run the client again");
    }
}
