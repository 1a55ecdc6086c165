using System.Collections.Immutable;
using System.Text.Json;

namespace BuildkiteCi.LocalBuilds.Agent;

/// <summary><c>buildkite-agent env …</c>; changes last for the rest of the job.</summary>
internal static class EnvironmentCalls
{
    // What a job may not change (facts about a job's environment).
    private static readonly ImmutableArray<string> Protected =
    [
        "BUILDKITE_AGENT_ACCESS_TOKEN",
        "BUILDKITE_AGENT_ENDPOINT",
        "BUILDKITE_AGENT_DEBUG",
        "BUILDKITE_BIN_PATH",
        "BUILDKITE_BUILD_PATH",
        "BUILDKITE_COMMAND_EVAL",
        "BUILDKITE_CONFIG_PATH", "BUILDKITE_HOOKS_PATH", "BUILDKITE_PLUGINS_PATH", "BUILDKITE_SHELL",
    ];

    public static ImmutableArray<AgentCommand> All { get; } =
    [
        new("env dump", [new("format", "BUILDKITE_AGENT_ENV_DUMP_FORMAT")], DumpAsync),
        new("env get", [new("format", "BUILDKITE_AGENT_ENV_GET_FORMAT")], GetAsync),
        new(
            "env set",
            [new("input-format", "BUILDKITE_AGENT_ENV_SET_INPUT_FORMAT"), new("output-format", "BUILDKITE_AGENT_ENV_SET_OUTPUT_FORMAT")],
            SetAsync
        ),
        new(
            "env unset",
            [
                new("input-format", "BUILDKITE_AGENT_ENV_UNSET_INPUT_FORMAT"),
                new("output-format", "BUILDKITE_AGENT_ENV_UNSET_OUTPUT_FORMAT"),
            ],
            UnsetAsync
        ),
    ];

    private static async Task<int> DumpAsync(AgentCall call, AgentArguments arguments, CancellationToken cancellationToken)
    {
        await call.Output.WriteLineAsync(
            Json(call.Environment.OrderBy(variable => variable.Key, StringComparer.Ordinal), arguments.Text("format"))
        );
        return 0;
    }

    private static async Task<int> GetAsync(AgentCall call, AgentArguments arguments, CancellationToken cancellationToken)
    {
        var all = await NowAsync(call, cancellationToken);
        ImmutableArray<string> names = arguments.Positional.IsEmpty ? [.. all.Keys] : arguments.Positional;
        var found = names
            .Where(all.ContainsKey)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Select(name => KeyValuePair.Create(name, all[name]))
            .ToList();
        switch (arguments.Text("format") ?? "plain")
        {
            case "plain" when arguments.Positional.Length == 1:
                foreach (var (_, value) in found) await call.Output.WriteLineAsync(value);
                break;
            case "plain":
                foreach (var (name, value) in found) await call.Output.WriteLineAsync($"{name}={value}");
                break;
            case ("json" or "json-pretty") and var format:
                await call.Output.WriteLineAsync(Json(found, format));
                break;
            case var other:
                await call.Log.WriteLineAsync($"buildkite-agent: error: unknown format '{other}'");
                break;
        }

        var missing = names.Where(name => !all.ContainsKey(name)).ToList();
        return missing.Count == 0 ? 0 : throw new AgentFailure($"not set: {string.Join(", ", missing)}");
    }

    private static async Task<int> SetAsync(AgentCall call, AgentArguments arguments, CancellationToken cancellationToken)
    {
        var before = await NowAsync(call, cancellationToken);
        var changes = Entries(call, arguments)
            .SelectMany<string, KeyValuePair<string, string>>(entry =>
                arguments.Text("input-format") == "json" ? Object(entry) : [Pair(entry)]
            )
            .ToList();
        Refuse(changes.Select(change => change.Key));
        foreach (var (name, value) in changes) await call.Build.Jobs.SetEnvironmentAsync(JobOf(call), name, value, cancellationToken);
        var added = changes
            .Select(change => change.Key)
            .Where(name => !before.ContainsKey(name))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToList();
        var updated = changes
            .Select(change => change.Key)
            .Where(before.ContainsKey)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToList();
        await SayAsync(
            call,
            arguments,
            [("Added", '+', added), ("Updated", '~', updated)],
            new Dictionary<string, List<string>>(StringComparer.Ordinal) { ["added"] = added, ["updated"] = updated }
        );
        return 0;
    }

    private static async Task<int> UnsetAsync(AgentCall call, AgentArguments arguments, CancellationToken cancellationToken)
    {
        var before = await NowAsync(call, cancellationToken);
        var names = Entries(call, arguments)
            .SelectMany(entry => arguments.Text("input-format") == "json" ? Names(entry) : [entry])
            .ToList();
        Refuse(names);
        foreach (var name in names) await call.Build.Jobs.SetEnvironmentAsync(JobOf(call), name, null, cancellationToken);
        var gone = names.Where(before.ContainsKey).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        await SayAsync(call, arguments, [("Unset", '-', gone)], gone);
        return 0;
    }

    private static async Task SayAsync(
        AgentCall call,
        AgentArguments arguments,
        ImmutableArray<(string Title, char Mark, List<string> Names)> lists,
        object json
    )
    {
        switch (arguments.Text("output-format") ?? "plain")
        {
            case "plain":
                foreach (var (title, mark, names) in lists.Where(list => list.Names.Count > 0))
                {
                    await call.Output.WriteLineAsync($"{title}:");
                    foreach (var name in names) await call.Output.WriteLineAsync($"{mark} {name}");
                }

                if (lists.All(list => list.Names.Count == 0)) await call.Output.WriteLineAsync("No variables changed.");
                break;
            case ("json" or "json-pretty") and var format:
                await call.Output.WriteLineAsync(JsonSerializer.Serialize(json, AgentJson.For(format)));
                break;
            case "quiet":
                break;
            case var other:
                throw new AgentFailure($"unknown output format '{other}'");
        }
    }

    private static async Task<ImmutableSortedDictionary<string, string>> NowAsync(AgentCall call, CancellationToken cancellationToken)
    {
        var now = call.Environment.ToImmutableSortedDictionary(StringComparer.Ordinal);
        foreach (var (name, value) in await call.Build.Jobs.EnvironmentAsync(JobOf(call), cancellationToken))
            now = value is null ? now.Remove(name) : now.SetItem(name, value);
        return now;
    }

    private static IEnumerable<string> Entries(AgentCall call, AgentArguments arguments) =>
        arguments.Positional.SelectMany(word => word == "-" ? call.ReadInput().Split('\n', StringSplitOptions.RemoveEmptyEntries) : [word]);

    private static KeyValuePair<string, string> Pair(string entry) =>
        entry.IndexOf('=') is > 0 and var at
            ? KeyValuePair.Create(entry[..at], entry[(at + 1)..])
            : throw new AgentFailure($"'{entry}' is no NAME=value");

    private static Dictionary<string, string> Object(string entry) =>
        Parse(() => JsonSerializer.Deserialize<Dictionary<string, string>>(entry), entry);

    private static List<string> Names(string entry) => Parse(() => JsonSerializer.Deserialize<List<string>>(entry), entry);

    private static T Parse<T>(Func<T?> parse, string entry)
        where T : class
    {
        try
        {
            return parse() ?? throw new AgentFailure("null is no input");
        }
        catch (JsonException wrong)
        {
            throw new AgentFailure($"'{entry}' is not the JSON that is wanted here", wrong);
        }
    }

    private static void Refuse(IEnumerable<string> names)
    {
        if (names.Where(Protected.Contains).Distinct(StringComparer.Ordinal).ToList() is { Count: > 0 } refused)
            throw new AgentFailure($"cannot change protected variables: {string.Join(", ", refused)}");
    }

    private static string JobOf(AgentCall call) =>
        call.Job ?? throw new AgentFailure("BUILDKITE_JOB_ID is not set: the environment is a job's");

    private static string Json(IEnumerable<KeyValuePair<string, string>> variables, string? format) =>
        JsonSerializer.Serialize(new Dictionary<string, string>(variables, StringComparer.Ordinal), AgentJson.For(format));
}
