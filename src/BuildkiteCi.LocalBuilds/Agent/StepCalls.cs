using System.Collections.Immutable;
using System.Text.Json.Nodes;
using BuildkiteCi.LocalBuilds.Store;
using BuildkiteCi.Pipelines.Builds;

namespace BuildkiteCi.LocalBuilds.Agent;

/// <summary><c>buildkite-agent step get</c> and <c>step update</c>.</summary>
internal static class StepCalls
{
    private static readonly ImmutableArray<AgentFlag> Which =
    [
        new("step", "BUILDKITE_STEP_ID"),
        new("build", "BUILDKITE_BUILD_ID"),
        new("redacted-vars", AgentCommand.RedactedVariable),
    ];

    // What the agent calls an attribute, and what it is called in a pipeline.
    private static readonly ImmutableArray<(string Name, string Written)> Attributes =
    [
        ("agents", "agents"),
        ("command", "command"),
        ("concurrency_key", "concurrency_group"),
        ("concurrency_limit", "concurrency"),
        ("depends_on", "depends_on"),
        ("env", "env"),
        ("if", "if"),
        ("label", "label"),
        ("notify", "notify"),
        ("parallelism", "parallelism"),
        ("priority", "priority"),
        ("timeout", "timeout_in_minutes"),
    ];

    private static readonly ImmutableArray<string> Always = ["key", "type", "state", "outcome"];

    private static readonly ImmutableArray<string> Changeable = ["label", "priority", "notify", "parallelism"];

    public static ImmutableArray<AgentCommand> All { get; } =
    [
        new("step get", [.. Which, new("format", "BUILDKITE_STEP_GET_FORMAT")], GetAsync),
        new("step update", [.. Which, new("append", "BUILDKITE_STEP_UPDATE_APPEND", IsSwitch: true)], UpdateAsync),
    ];

    private static async Task<int> GetAsync(AgentCall call, AgentArguments arguments, CancellationToken cancellationToken)
    {
        var step = await FindAsync(call, arguments, cancellationToken);
        var isJson = arguments.Text("format") == "json";
        if (arguments.At(0) is { Length: > 0 } attribute)
        {
            var value = await ValueAsync(call, step, attribute, cancellationToken);
            if (value is JsonObject or JsonArray && !isJson)
                throw new AgentFailure($"'{attribute}' is no text; ask for it with --format json");
            await call.Output.WriteLineAsync(isJson ? value?.ToJsonString(AgentJson.Compact) ?? "null" : Text(value));
            return 0;
        }

        if (!isJson) throw new AgentFailure("a whole step is shown with --format json");
        var whole = new JsonObject { ["id"] = step.Uuid };
        foreach (var name in Always.Concat(Attributes.Select(row => row.Name)))
            whole[name] = (await ValueAsync(call, step, name, cancellationToken))?.DeepClone();
        await call.Output.WriteLineAsync(whole.ToJsonString(AgentJson.Pretty));
        return 0;
    }

    private static async Task<int> UpdateAsync(AgentCall call, AgentArguments arguments, CancellationToken cancellationToken)
    {
        var attribute = arguments.Required(0, "attribute");
        if (!Changeable.Contains(attribute) && !attribute.StartsWith("notify.github_check.output.", StringComparison.Ordinal))
            throw new AgentFailure(
                $"400 Bad Request: '{attribute}' cannot be changed; "
                    + $"{Spelling.Suggest(attribute, Changeable, $"{string.Join(", ", Changeable)} can")}"
            );
        var step = await FindAsync(call, arguments, cancellationToken);
        var value = await call.WithoutSecretsAsync(arguments, arguments.At(1) ?? call.ReadInput(), $"attribute '{attribute}'");
        await call.Build.Steps.ChangeAsync(step, attribute, value, arguments.Switch("append"), cancellationToken);
        return 0;
    }

    internal static async Task<LocalStep> FindAsync(AgentCall call, AgentArguments arguments, CancellationToken cancellationToken)
    {
        var name = arguments.Text("step") is { Length: > 0 } given
            ? given
            : throw new AgentFailure("Missing step. See: `buildkite-agent step --help`");
        return await call.Build.Steps.FindAsync(name, cancellationToken)
            ?? throw new AgentFailure($"404 Not Found: the build has no step '{name}'");
    }

    private static async Task<JsonNode?> ValueAsync(AgentCall call, LocalStep step, string attribute, CancellationToken cancellationToken)
    {
        var value = attribute switch
        {
            // What a step shows that has not ended is not documented; the word for "no verdict" is the nearest.
            "outcome" => JsonValue.Create(step.Outcome ?? Outcome.Neutral.Word()),
            "state" => JsonValue.Create(step.State),
            "key" => JsonValue.Create(step.Key?.Text),
            "type" => JsonValue.Create(step.Type),
            "label" => JsonValue.Create(step.Label),
            _ when Attributes.FirstOrDefault(row => row.Name == attribute).Written is { } written => (
                JsonNode.Parse(step.Attributes) as JsonObject
            )?[written],
            _ => throw new AgentFailure($"400 Bad Request: a step has no attribute '{attribute}'"),
        };
        if (!Changeable.Contains(attribute)) return value;
        foreach (var (text, appends) in await call.Build.Steps.ChangesAsync(step, attribute, cancellationToken))
            value = JsonValue.Create(appends ? Text(value) + text : text);
        return value;
    }

    private static string Text(JsonNode? value) =>
        value is JsonValue one && one.TryGetValue<string>(out var text) ? text : value?.ToJsonString(AgentJson.Compact) ?? "";
}
