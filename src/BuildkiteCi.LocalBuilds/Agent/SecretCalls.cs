using System.Collections.Immutable;
using System.Text.Json;
using BuildkiteCi.LocalBuilds.Running;

namespace BuildkiteCi.LocalBuilds.Agent;

/// <summary><c>buildkite-agent secret get</c>, from the environment that the run was started with, and <c>redactor add</c>.</summary>
internal static class SecretCalls
{
    public static ImmutableArray<AgentCommand> All { get; } =
    [
        new(
            "secret get",
            [
                .. AgentCommand.OfJobs,
                new("format", "BUILDKITE_AGENT_SECRET_GET_FORMAT"),
                new("skip-redaction", "BUILDKITE_AGENT_SECRET_GET_SKIP_SECRET_REDACTION", IsSwitch: true),
            ],
            GetAsync
        ),
        new(
            "redactor add",
            [
                new("format", "BUILDKITE_AGENT_REDACT_ADD_FORMAT"),
                new("apply-vars-filter", "BUILDKITE_AGENT_REDACT_VARS_FILTER", IsSwitch: true),
                new("redacted-vars", "BUILDKITE_REDACTED_VARS"),
            ],
            AddAsync
        ),
    ];

    private static async Task<int> GetAsync(AgentCall call, AgentArguments arguments, CancellationToken cancellationToken)
    {
        if (arguments.Positional.IsEmpty) throw new AgentFailure("Missing secret keys. See: `buildkite-agent secret get --help`");
        var missing = arguments.Positional.Where(key => Value(call, key) is null).ToList();
        if (missing.Count > 0)
            throw new AgentFailure(
                $"no secret {string.Join(", ", missing.Select(key => $"'{key}'"))}: a local build has those of the environment that it was "
                    + $"started with; set {string.Join(", ", missing.Select(key => key.ToUpperInvariant()))} there"
            );

        var found = arguments
            .Positional.Distinct(StringComparer.Ordinal)
            .ToDictionary(key => key, key => Value(call, key)!, StringComparer.Ordinal);
        switch (arguments.Text("format") is { Length: > 0 } format ? format : "default")
        {
            case "default" when found.Count == 1:
                await Print(found.Values.Single());
                break;
            case "default" or "json":
                await Print(JsonSerializer.Serialize(found, AgentJson.Compact));
                break;
            case "env":
                foreach (var (key, value) in found) await Print($"{key.ToUpperInvariant()}={ShellWord.Quote(value)}");
                break;
            case var other:
                throw new AgentFailure($"invalid format '{other}'; it can be default, json or env");
        }

        return 0;

        async Task Print(string text)
        {
            if (!arguments.Switch("skip-redaction") && call.Job is { } job) JobSecrets.Add(call.Build.StateFolder, job, found.Values);
            await call.Output.WriteLineAsync(text);
        }
    }

    private static async Task<int> AddAsync(AgentCall call, AgentArguments arguments, CancellationToken cancellationToken)
    {
        var job = call.Job ?? throw new AgentFailure("BUILDKITE_JOB_ID is not set: secrets are masked in a job's log");
        var text = arguments.At(0) is { } path ? await ReadAsync(call, path, cancellationToken) : call.ReadInput();
        JobSecrets.Add(call.Build.StateFolder, job, (arguments.Text("format") is { Length: > 0 } format ? format : "none") switch
        {
            "none" => [text.Trim()],
            "json" when arguments.Switch("apply-vars-filter") => JobSecrets.Of(Object(text), arguments.Text("redacted-vars")),
            "json" => Object(text).Values,
            var other => throw new AgentFailure($"unknown format '{other}'; it can be none or json"),
        });
        return 0;
    }

    private static string? Value(AgentCall call, string key)
    {
        // Buildkite's secrets are named without regard to letter case.
        var name =
            call.Environment.Keys.FirstOrDefault(name => name == key)
            ?? call.Environment.Keys.FirstOrDefault(name => name.Equals(key, StringComparison.OrdinalIgnoreCase));
        return name is null ? null : call.Environment[name];
    }

    private static async Task<string> ReadAsync(AgentCall call, string path, CancellationToken cancellationToken)
    {
        var full = Path.Combine(call.Folder, path);
        return File.Exists(full)
            ? await File.ReadAllTextAsync(full, cancellationToken)
            : throw new AgentFailure($"failed to read \"{path}\": no such file");
    }

    private static Dictionary<string, string> Object(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string>>(text) ?? [];
        }
        catch (JsonException wrong)
        {
            throw new AgentFailure("the input is no flat JSON object of texts", wrong);
        }
    }
}
