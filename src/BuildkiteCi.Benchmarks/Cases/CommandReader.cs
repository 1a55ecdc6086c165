using System.Collections.Immutable;
using System.Text.Json;
using BuildkiteCi.Core.Json;

namespace BuildkiteCi.Benchmarks.Cases;

/// <summary>Reads a command of a case.</summary>
internal static class CommandReader
{
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
        reading.Add(BenchmarkRules.UnknownCommand, type.Location, $"'{type.Text}' is no kind of command here",
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
                        BenchmarkRules.FalseFlag,
                        flag.Location,
                        $"'{name}' is false, which leaves the flag out and the server's default on",
                        $"write '\"no-{name}\": true'"
                    );
                return new FlagArgument(flag.Location, flag.Value);
            case JsonObjectPart map when !inMap: return Map(name, map, reading);
            default:
                reading.Add(
                    BenchmarkRules.NoValue,
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
                BenchmarkRules.JsonObject,
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
            reading.Add(BenchmarkRules.UnknownMachine, key.NameLocation, $"'{key.Name}' in the map of '{name}' is no machine",
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
            using var unused = JsonDocument.Parse(text.Text);
        }
        catch (JsonException)
        {
            reading.Add(
                BenchmarkRules.BrokenJson,
                text.Location,
                $"the string of '{name}' holds no JSON",
                "mend it; inner quotes are written '\\\"'"
            );
        }
    }
}
