using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using BuildkiteCi.Core.Json;

namespace BuildkiteCi.Benchmarks.Cases;

/// <summary>Reads a command of a case.</summary>
internal static class CommandReader
{
    private static readonly Rule UnknownCommand =
        new(
            "B009",
            Severity.Error,
            "A kind of command is not known",
            "\"command_type\": \"vllm_server\"",
            "\"command_type\": \"vllm_serve\""
        )
        {
            Why = "A command of an unknown kind was skipped without an error, and the case reported the numbers of the run before.",
        };

    private static readonly Rule FalseFlag =
        new(
            "B018",
            Severity.Warning,
            "false leaves the flag out, it does not switch the thing off",
            "\"enable-prefix-caching\": false",
            "\"no-enable-prefix-caching\": true"
        )
        {
            Why =
                "'false' was meant to switch a cache off. The flag was left out, the cache stayed on, and the numbers were twice too "
                + "good.",
        };

    private static readonly Rule NoValue =
        new(
            "B016",
            Severity.Error,
            "An argument's value cannot be written on a command line",
            "\"max-num-seqs\": null",
            "\"max-num-seqs\": 128"
        )
        {
            Why = "An argument's value could not be written as one word. The server started with half of it, and ignored the rest.",
        };

    private static readonly Rule JsonObject =
        new(
            "B017",
            Severity.Error,
            "JSON for the server is written as an object, which would be taken for a machine map",
            "\"additional-config\": { \"quantization\": {} }",
            "\"additional-config\": \"{\\\"quantization\\\": {}}\""
        )
        {
            Why = "JSON was written as an object and taken for a map of machines: the server started without its configuration.",
        };

    private static readonly Rule UnknownMachine =
        new(
            "B014",
            Severity.Error,
            "A machine map holds a key that no machine has",
            """{ "tpu7x-8": 4, "default": 1 }""",
            """{ "v7x-8": 4, "default": 1 }"""
        )
        {
            Why = "A value for a machine that there is not was never used. The case ran with the default, and out of memory.",
        };

    private static readonly Rule BrokenJson =
        new(
            "B021",
            Severity.Error,
            "The JSON inside a string is broken",
            "\"additional-config\": \"{\"",
            "\"additional-config\": \"{}\""
        )
        {
            Why = "A quote was missing in JSON within a string. The server refused to start, in the second hour of the job.",
        };

    private static readonly ImmutableArray<string> Keys = ["command_type", "env", "args"];

    // Arguments that take JSON, which a case file holds as a string.
    private static readonly ImmutableArray<string> JsonArguments =
        ["additional-config", "compilation-config", "limit-mm-per-prompt", "mm-processor-kwargs", "speculative-config", "hf-overrides"];

    /// <summary>The command; null, with its errors, where its kind is not known.</summary>
    public static CaseCommand? Read(JsonObjectPart part, ImmutableArray<CommandKind> allowed, CommandKind? usual, PartReading reading)
    {
        // Today's evaluation runs in the job's environment: an env of its own would be ignored without a word.
        reading.CheckKeys(part, allowed == CommandKind.Evaluations ? Keys.Remove("env") : Keys, "a command");
        var kind = Kind(part, allowed, usual, reading);
        var environment = VariablesReader.Read(part, "env", reading);
        var arguments = reading.Optional<JsonObjectPart>(part, "args") is { } args ? Arguments(args, reading) : [];
        return kind is null ? null : new CaseCommand(kind, part.Location, arguments, environment);
    }

    private static CommandKind? Kind(JsonObjectPart part, ImmutableArray<CommandKind> allowed, CommandKind? usual, PartReading reading)
    {
        if (part["command_type"] is null && usual is not null) return usual;
        if (reading.Required<JsonTextPart>(part, "command_type", "a command") is not { } type) return null;
        var names = allowed.Select(kind => kind.Name).ToImmutableArray();
        if (allowed.FirstOrDefault(kind => kind.Name == type.Text) is { } found) return found;
        reading.Add(UnknownCommand, type.Location, $"'{type.Text}' is no kind of command here",
            Spelling.Suggest(type.Text, names, $"allowed: '{string.Join("', '", names)}'"));
        return null;
    }

    private static ImmutableArray<CaseArgument> Arguments(JsonObjectPart args, PartReading reading)
    {
        reading.CheckTwice(args);
        return
        [
            .. args.Members.GroupBy(member => member.Name).Select(same => same.Last())
                .Select(member =>
                    Value(member.Name, member.Value, inMap: false, reading) is { } value
                        ? new CaseArgument(member.Name, member.NameLocation, value)
                        : null
                )
                .OfType<CaseArgument>(),
        ];
    }

    private static ArgumentValue? Value(string name, JsonPart part, bool inMap, PartReading reading)
    {
        switch (part)
        {
            case JsonTextPart text:
                CheckJson(name, text, reading);
                return new TextArgument(text.Location, text.Text);
            case JsonNumberPart number: return new TextArgument(number.Location, number.Text);
            case JsonBooleanPart flag:
                if (!flag.Value && name.StartsWith("enable-", StringComparison.Ordinal))
                    reading.Add(
                        FalseFlag,
                        flag.Location,
                        $"'{name}' is false, which leaves the flag out and the server's default on",
                        $"write '\"no-{name}\": true'"
                    );
                return new FlagArgument(flag.Location, flag.Value);
            case JsonObjectPart map when !inMap: return Map(name, map, reading);
            default:
                reading.Add(
                    NoValue,
                    part.Location,
                    $"'{name}' is {part.Kind}",
                    "write a string, a number, a boolean or a machine map"
                );
                return null;
        }
    }

    private static MachineArgument? Map(string name, JsonObjectPart map, PartReading reading)
    {
        if (JsonArguments.Contains(name))
        {
            reading.Add(
                JsonObject,
                map.Location,
                $"'{name}' is an object, which is a map by machine",
                "write its JSON as a string"
            );
            return null;
        }

        reading.CheckTwice(map);
        foreach (
            var key in map.Members.Where(member =>
                member.Name != MachineArgument.Default && CaseMachine.MapKeyOf(member.Name, reading.Fleet) != member.Name
            )
        )
        {
            reading.Add(UnknownMachine, key.NameLocation, $"'{key.Name}' in the map of '{name}' is no machine",
                CaseMachine.MapKeyOf(key.Name, reading.Fleet) is { } meant
                    ? $"write '{meant}'"
                    : $"machines are '{string.Join("', '", CaseMachine.MapKeys(reading.Fleet))}'; else 'default'"
            );
        }

        var entries = map.Members.Select(member =>
            Value(name, member.Value, inMap: true, reading) is { } value ? new MachineEntry(member.Name, member.NameLocation, value) : null
        );
        return new MachineArgument(map.Location, [.. entries.OfType<MachineEntry>()]);
    }

    private static void CheckJson(string name, JsonTextPart text, PartReading reading)
    {
        if (!JsonArguments.Contains(name)) return;
        try
        {
            using var unused = JsonDocument.Parse(Encoding.UTF8.GetBytes(text.Text));
        }
        catch (JsonException)
        {
            reading.Add(
                BrokenJson,
                text.Location,
                $"the string of '{name}' holds no JSON",
                "mend it; inner quotes are written '\\\"'"
            );
        }
    }
}
