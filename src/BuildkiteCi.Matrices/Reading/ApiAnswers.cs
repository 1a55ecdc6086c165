using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using BuildkiteCi.Core.Text;
using BuildkiteCi.Pipelines;
using BuildkiteCi.Pipelines.Builds;
using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.Matrices.Reading;

/// <summary>
/// Reads a whole build as Buildkite's REST API gives it (<c>GET /v2/organizations/…/builds/N</c>): one call instead of hundreds, with the
/// address of every job, which the agent does not know.
/// </summary>
public static class ApiAnswers
{
    private const string NoBuild = "Buildkite's API gave something that is no build";
    private const string CheckAddress = "check BUILDKITE_API_URL, or whatever is between here and there";

    // From worst to best: a step of several jobs ends as its worst one.
    private static readonly ImmutableArray<Outcome> WorstFirst =
    [
        Outcome.HardFailed,
        Outcome.Errored,
        Outcome.Unknown,
        Outcome.SoftFailed,
        Outcome.Neutral,
        Outcome.Passed,
    ];

    // Job states of the API. "failed" is looked at more closely; any other word is unknown.
    private static readonly ImmutableDictionary<string, Outcome> States = ImmutableDictionary.CreateRange(StringComparer.Ordinal,
        new (Outcome Outcome, string Words)[]
        {
            (Outcome.Passed, "passed"),
            (Outcome.Errored, "canceled canceling timed_out timing_out expired"),
            (
                Outcome.Neutral,
                "pending waiting waiting_failed blocked blocked_failed unblocked unblocked_failed limiting limited scheduled reserved "
                    + "assigned accepted running skipped broken platform_limiting platform_limited"
            ),
        }.SelectMany(row => row.Words.Split(' ').Select(word => KeyValuePair.Create(word, row.Outcome))));

    // Those of the neutral ones that a job leaves again.
    private static readonly ImmutableArray<string> UnfinishedStates =
    [
        .. (
            "pending waiting blocked unblocked limiting limited scheduled reserved assigned accepted running platform_limiting "
            + "platform_limited canceling timing_out"
        ).Split(' '),
    ];

    /// <summary>The answers in a build's JSON.</summary>
    /// <exception cref="BuildException">The text is not a build.</exception>
    public static BuildSnapshot Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(Encoding.UTF8.GetBytes(json));
            var build = document.RootElement;
            if (build.ValueKind != JsonValueKind.Object || !build.TryGetProperty("jobs", out var jobs))
                throw new BuildException($"{NoBuild}: it has no jobs; {CheckAddress}");
            var all = jobs.EnumerateArray().Select(Job).OfType<ApiJob>().ToArray();
            var steps = all
                .GroupBy(job => job.Key)
                .Select(ones => ones.MinBy(job => WorstFirst.IndexOf(job.Outcome))!)
                .ToArray();
            return new BuildSnapshot(MetaData(build), steps.ToImmutableDictionary(step => step.Key, step => step.Outcome))
            {
                Unfinished = [.. all.Where(job => job.IsUnfinished).Select(job => job.Key)],
                IsCancelled = Text(build, "state") is "canceled" or "canceling",
                Durations = steps
                    .Where(step => step.Duration is not null)
                    .ToImmutableDictionary(step => step.Key, step => step.Duration!.Value),
                Retries = steps
                    .Where(step => step.Retries is not null)
                    .ToImmutableDictionary(step => step.Key, step => step.Retries!.Value),
                JobUrls = steps.Where(step => step.Url is not null).ToImmutableDictionary(step => step.Key, step => step.Url!),
            };
        }
        catch (JsonException failure)
        {
            throw new BuildException($"{NoBuild}: it is not JSON; {CheckAddress}", failure);
        }
        catch (InvalidOperationException failure)
        {
            throw new BuildException($"{NoBuild}: its jobs are no list of jobs; {CheckAddress}", failure);
        }
    }

    private static ImmutableDictionary<string, string> MetaData(JsonElement build) =>
        build.TryGetProperty("meta_data", out var values) && values.ValueKind == JsonValueKind.Object
            ? values.EnumerateObject().Where(value => value.Value.ValueKind == JsonValueKind.String)
                .ToImmutableDictionary(value => value.Name, value => value.Value.GetString()!, StringComparer.Ordinal)
            : ImmutableDictionary<string, string>.Empty;

    // A retried job is an earlier try, and only the newest counts.
    private static ApiJob? Job(JsonElement job) =>
        StepKey.Parse(Text(job, "step_key") ?? "") is { } key && !Flag(job, "retried")
            ? new ApiJob(key, OutcomeOf(job), WebAddress.Parse(Text(job, "web_url")), UnfinishedStates.Contains(Text(job, "state") ?? ""))
            {
                Duration = Time(job, "started_at") is { } start && Time(job, "finished_at") is { } end && end >= start ? end - start : null,
                Retries = job.TryGetProperty("retries_count", out var count)
                    ? (count.ValueKind == JsonValueKind.Number && count.TryGetInt32(out var times) ? times : 0)
                    : null,
            }
            : null;

    private static DateTimeOffset? Time(JsonElement job, string name) =>
        job.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out var time)
            ? time
            : null;

    private static Outcome OutcomeOf(JsonElement job)
    {
        var state = Text(job, "state") ?? "";
        if (state != "failed") return States.GetValueOrDefault(state, Outcome.Unknown);
        if (
            job.TryGetProperty("exit_status", out var status)
            && status.ValueKind == JsonValueKind.Number
            && status.TryGetInt32(out var number)
            && number == -1
        )
            return Outcome.Errored;
        return Flag(job, "soft_failed") ? Outcome.SoftFailed : Outcome.HardFailed;
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool Flag(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private sealed record ApiJob(StepKey Key, Outcome Outcome, WebAddress? Url, bool IsUnfinished)
    {
        public TimeSpan? Duration { get; init; }

        public int? Retries { get; init; }
    }
}
