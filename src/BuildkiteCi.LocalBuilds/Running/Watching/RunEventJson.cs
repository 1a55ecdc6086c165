using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using BuildkiteCi.LocalBuilds.Agent;
using BuildkiteCi.LocalBuilds.Running.Planning;
using BuildkiteCi.LocalBuilds.Store;

namespace BuildkiteCi.LocalBuilds.Running.Watching;

/// <summary>
/// Events for programs: one JSON object a line, each with <c>event</c> and <c>elapsed</c> (seconds since the run began); steps are named by
/// <c>step</c> (an id unlike any other's of the build), <c>key</c> and <c>label</c>.
/// </summary>
public static class RunEventJson
{
    /// <summary>An event as a line; null: it is not worth one.</summary>
    public static string? Of(RunEvent happened) =>
        happened switch
        {
            BuildPlanned planned => Line("build-planned", happened, ("steps", List(planned.Steps))),
            UploadTaken upload => Line(
                "upload",
                happened,
                ("name", upload.Name),
                ("by", upload.By?.Plan.Id.ToString()),
                ("steps", List(upload.Planned))
            ),
            UploadNoted noted => Line("note", happened, ("name", noted.Name), ("text", noted.Text)),
            StepsRemoved removed => Line(
                "steps-removed",
                happened,
                ("steps", new JsonArray([.. removed.Steps.Select(id => (JsonNode)id.ToString())]))
            ),
            JobLeftOut job => Line("job-left-out", happened, ("label", job.Job.Label), ("reason", job.Reason)),
            JobStarted started => Line(
                "job-started",
                happened,
                [
                    .. Step(started.Step),
                    ("job", started.Id.Number),
                    ("job_label", started.Job.Label),
                    ("try", started.Try),
                    ("log", started.Log),
                ]
            ),
            JobWrote wrote => Line(
                "output",
                happened,
                ("step", wrote.Id.Step.ToString()),
                ("job", wrote.Id.Number),
                ("line", wrote.Line.Text)
            ),
            JobEnded ended => Line(
                "job-ended",
                happened,
                ("step", ended.Id.Step.ToString()),
                ("job", ended.Id.Number),
                ("job_label", ended.Job.Label),
                ("exit_status", ended.End.ExitStatus),
                ("timed_out", ended.End.TimedOut),
                ("cancelled", ended.End.Cancelled),
                ("seconds", Seconds(ended.Span)),
                ("became", ended.Became is { } became ? Word(became) : null)
            ),
            StepEnded ended => Line("step-ended", happened, [.. Step(ended.Step), ("became", Word(ended.End)), ("reason", ended.Reason)]),
            StepBlocked blocked => Line(
                "step-blocked",
                happened,
                [.. Step(blocked.Step), ("prompt", blocked.Step.Prompt), ("fields", Fields(blocked.Step)), ("why", blocked.Why)]
            ),
            StepStuck stuck => Line("step-stuck", happened, [.. Step(stuck.Step), ("why", stuck.Why)]),
            _ => null,
        };

    /// <summary>The last line of a run.</summary>
    public static string Of(RunResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var steps = result.Steps.Select(step =>
            Object([.. Step(step.Step), ("became", step.End is { } end ? Word(end) : null), ("reason", step.Reason)])
        );
        return Object(
                ("event", "run-ended"),
                ("elapsed", Seconds(result.Span)),
                ("verdict", result.Verdict.ToString().ToLowerInvariant()),
                ("steps", new JsonArray([.. steps]))
            )
            .ToJsonString(AgentJson.Compact);
    }

    /// <summary>A step of a forecast as a line.</summary>
    public static string Of(ForecastStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return Object([
                ("event", "forecast"),
                .. Step(step.Step),
                ("type", step.Step.Source.Kind),
                ("group", step.Step.Plan.Group?.Label),
                ("queue", step.Step.Queue),
                ("jobs", step.Step.Jobs.Length),
                ("wave", step.Wave),
                ("waits_for", new JsonArray([.. step.WaitsFor.Select(name => (JsonNode)name)])),
                ("not_run", step.NotRun),
            ])
            .ToJsonString(AgentJson.Compact);
    }

    private static string Line(string name, RunEvent happened, params IEnumerable<(string Name, JsonNode? Value)> values) =>
        Object([("event", name), ("elapsed", Seconds(happened.Elapsed)), .. values]).ToJsonString(AgentJson.Compact);

    private static JsonObject Object(params IEnumerable<(string Name, JsonNode? Value)> values)
    {
        var made = new JsonObject();
        foreach (var (name, value) in values) made[name] = value;
        return made;
    }

    private static IEnumerable<(string Name, JsonNode? Value)> Step(RunStep step) =>
        [("step", step.Plan.Id.ToString()), ("key", step.Plan.Key?.Text), ("label", step.Label)];

    private static JsonArray Fields(RunStep step) =>
        [
            .. step.Fields.Select(field =>
                Object(
                    ("key", field.Key),
                    ("title", field.Title),
                    ("required", field.IsRequired),
                    ("default", field.Default),
                    ("options", new JsonArray([.. field.Options.Select(option => (JsonNode)option.Value)]))
                )
            ),
        ];

    private static JsonArray List(ImmutableArray<RunStep> steps) =>
        [.. steps.Select(step => Object([.. Step(step), ("type", step.Source.Kind), ("group", step.Plan.Group?.Label)]))];

    private static double Seconds(TimeSpan span) => Math.Round(span.TotalSeconds, 3);

    private static string Word(StepEnd end) => JsonNamingPolicy.SnakeCaseLower.ConvertName(end.ToString());
}
