using System.Collections.Immutable;
using BuildkiteCi.Core.Json;

namespace BuildkiteCi.Benchmarks.Cases;

/// <summary>Reads environments of a case file.</summary>
internal static class VariablesReader
{
    private static readonly Rule MisspeltVariable =
        new(
            "B003",
            Severity.Warning,
            "A variable is named almost like one that means something",
            "\"EXPECTED_ETL\": 3600000",
            "\"EXPECTED_ETEL\": 3600000"
        )
        {
            Why = "A target's name lacked a letter. The case was judged by nothing, and a regression of weeks was not reported.",
        };

    private static readonly Rule VariableName =
        new(
            "B004",
            Severity.Error,
            "A name cannot be that of an environment variable",
            "\"INPUT LEN\": 1024",
            "\"INPUT_LEN\": 1024"
        )
        {
            Why = "A name with a blank cannot be exported. The job failed on the machine, after an hour of waiting for it.",
        };

    private static readonly ImmutableArray<string> Meaningful = [.. CaseKeys.Known.Select(key => key.Name), .. CaseKeys.Exported];

    /// <summary>The variables under a name of an object; none where it is not there.</summary>
    public static CaseEnvironment Read(JsonObjectPart owner, string name, PartReading reading)
    {
        if (reading.Optional<JsonObjectPart>(owner, name) is not { } part) return CaseEnvironment.None;
        reading.CheckTwice(part);
        var variables = part.Members.GroupBy(member => member.Name).Select(same => same.Last()).Select(member => Variable(member, reading));
        return new CaseEnvironment([.. variables.OfType<CaseVariable>()]);
    }

    /// <summary>What the known keys say; a value that cannot be read is an error and leaves the default.</summary>
    public static CaseSettings Settings(CaseEnvironment environment, PartReading reading)
    {
        var settings = new CaseSettings();
        foreach (var variable in environment.Variables)
        {
            var (known, type, read) = CaseKeys.Known.FirstOrDefault(key => key.Name == variable.Name);
            if (known is null)
            {
                if (
                    !Meaningful.Contains(variable.Name)
                    && Spelling.Nearest(variable.Name, Meaningful) is { } near
                    && Math.Abs(near.Length - variable.Name.Length) <= 1
                )
                    reading.Add(
                        MisspeltVariable,
                        variable.NameLocation,
                        $"'{variable.Name}' means nothing and is merely exported",
                        $"did you mean '{near}'?"
                    );
                continue;
            }

            if (read(settings, variable.Text) is { } changed) settings = changed;
            else reading.Add(PartReading.WrongType, variable.Location, $"'{variable.Name}' is '{variable.Text}'", $"write {type}");
        }

        return settings;
    }

    private static CaseVariable? Variable(JsonMember member, PartReading reading)
    {
        if (
            member.Name.Length == 0
            || char.IsAsciiDigit(member.Name[0])
            || !member.Name.All(character => char.IsAsciiLetterOrDigit(character) || character == '_')
        )
        {
            reading.Add(
                VariableName,
                member.NameLocation,
                $"'{member.Name}' cannot be the name of a variable",
                "use letters, digits and '_' only"
            );
            return null;
        }

        var (kind, text) = member.Value switch
        {
            JsonTextPart value => (VariableKind.Text, value.Text),
            JsonNumberPart value => (VariableKind.Number, value.Text),
            JsonBooleanPart value => (VariableKind.Boolean, value.Value ? "true" : "false"),
            _ => (VariableKind.Text, null),
        };
        if (text is not null) return new CaseVariable(member.Name, member.NameLocation, kind, text, member.Value.Location);
        reading.Add(
            PartReading.WrongType,
            member.Value.Location,
            $"the variable '{member.Name}' is {member.Value.Kind}",
            "write a string, a number or a boolean"
        );
        return null;
    }
}
