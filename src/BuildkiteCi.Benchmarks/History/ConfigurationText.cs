using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using BuildkiteCi.Benchmarks.Cases;
using BuildkiteCi.Core.Json;

namespace BuildkiteCi.Benchmarks.History;

/// <summary>How a case was measured, as text for the history, and its identity.</summary>
public static class ConfigurationText
{
    // What varies from run to run without changing what is measured: identities, places, limits of time, goals, destinations.
    private static readonly ImmutableArray<string> VolatileVariables =
    [
        .. CaseKeys.Destinations,
        "SERVER_WAIT_MINS",
        "BENCHMARK_TIMEOUT",
        "BK_TIMEOUT_IN_MINUTES",
        "EXPECTED_ETEL",
        "EXPECTED_THROUGHPUT",
        "MINIMUM_THROUGHPUT_THRESHOLD",
        "MINIMUM_ACCURACY_THRESHOLD",
        "MODELTAG",
        "RUN_TYPE",
        "VLLM_ENGINE_READY_TIMEOUT_S", "HF_TOKEN",
    ];

    private static readonly ImmutableArray<string> VolatileArguments = ["--port", "--host", "--result-dir", "--result-filename"];

    private static readonly ImmutableArray<string> VolatilePrefixes = ["CI_", "BUILDKITE", "GIT_"];

    /// <summary>The commands with their environment, as JSON; and 12 hex digits that are the same wherever the same thing is measured in
    /// the same way.</summary>
    public static (string Json, string Hash) Of(CaseCommands commands)
    {
        var json = Json(commands, everything: true);
        var identity = SHA256.HashData(Encoding.UTF8.GetBytes(Json(commands, everything: false)));
        return (json, Convert.ToHexStringLower(identity)[..12]);
    }

    private static string Json(CaseCommands commands, bool everything) => JsonText.ObjectLine(writer =>
    {
        foreach (
            var (name, command) in new[] { ("server", commands.Server), ("client", commands.Client), ("accuracy", commands.Accuracy) }
        )
        {
            if (command is not null) Write(writer, name, command, everything);
        }
    });

    private static void Write(Utf8JsonWriter writer, string name, CommandLine command, bool everything)
    {
        writer.WriteStartObject(name);
        writer.WriteStartArray("arguments");
        writer.WriteStringValue(command.Program);
        for (var i = 0; i < command.Arguments.Length; i++)
        {
            if (!everything && VolatileArguments.Contains(command.Arguments[i])) i++;
            else writer.WriteStringValue(command.Arguments[i]);
        }

        writer.WriteEndArray();
        writer.WriteStartObject("environment");
        foreach (var (variable, value) in command.Environment.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            // A token is nobody's business, in a history least of all.
            if (variable.Contains("TOKEN", StringComparison.OrdinalIgnoreCase) || variable.EndsWith("_PAT", StringComparison.Ordinal))
                continue;
            if (
                everything
                || !(
                    VolatileVariables.Contains(variable)
                    || VolatilePrefixes.Any(prefix => variable.StartsWith(prefix, StringComparison.Ordinal))
                )
            )
                writer.WriteString(variable, value);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
