using BuildkiteCi.Catalogue;
using BuildkiteCi.Core.Json;

namespace BuildkiteCi.Benchmarks.Cases;

/// <summary>Takes JSON apart and collects what is wrong with it.</summary>
/// <param name="fleet">The machines that it can speak of.</param>
internal sealed class PartReading(Fleet fleet)
{
    private static readonly Rule UnknownKey =
        new(
            "B002",
            Severity.Error,
            "A key is not known here, so it would do nothing",
            """{ "ci_queues": ["tpu_v6e_queue"] }""",
            """{ "ci_queue": ["tpu_v6e_queue"] }"""
        )
        {
            Why =
                "A misspelt key did nothing: the case ran with the defaults, and its series changed by a third overnight for no "
                + "reason in the code.",
        };

    internal static readonly Rule MissingKey =
        new(
            "B005",
            Severity.Error,
            "A key that every case needs is missing",
            """{ "case_name": "a" }""",
            """{ "case_name": "a", "ci_queue": ["tpu_v6e_queue"], "client_command_options": {} }"""
        )
        {
            Why = "A case without its queue was made into no job. The dashboard showed a gap, and nobody knew since when.",
        };

    internal static readonly Rule WrongType =
        new(
            "B006",
            Severity.Error,
            "A value is not of the kind that its key takes",
            "\"ci_queue\": \"tpu_v6e_queue\"",
            "\"ci_queue\": [\"tpu_v6e_queue\"]"
        )
        {
            Why = "A queue was written as a text instead of a list, and the generator made a job for each of its letters.",
        };

    private static readonly Rule KeyTwice =
        new(
            "B027",
            Severity.Error,
            "A key occurs twice in one object, so the first is lost",
            """{ "seed": 1, "seed": 2 }""",
            """{ "seed": 2 }"""
        )
        {
            Why = "A key was in one object twice. The first was lost, and the case ran with a batch size that nobody had reviewed.",
        };

    /// <summary>The machines that the parts can speak of.</summary>
    public Fleet Fleet => fleet;

    /// <summary>What was found so far.</summary>
    public List<Diagnostic> Found { get; } = [];

    public void Add(Rule rule, SourceLocation location, string message, string fix) =>
        Found.Add(new Diagnostic(rule, location, message, fix));

    /// <summary>The part as an object, array or string; null, and an error, where it is something else.</summary>
    public T? As<T>(JsonPart part, string what)
        where T : JsonPart
    {
        if (part is T fitting) return fitting;
        Add(WrongType, part.Location, $"{what} is {part.Kind}", $"write {Word(typeof(T))}");
        return null;
    }

    /// <summary>The member of this name; null where it is missing, and an error where it is of another kind.</summary>
    public T? Optional<T>(JsonObjectPart part, string name)
        where T : JsonPart => part[name] is { } value ? As<T>(value, $"'{name}'") : null;

    /// <summary>The member of this name; null and an error where it is missing or of another kind.</summary>
    public T? Required<T>(JsonObjectPart part, string name, string owner)
        where T : JsonPart
    {
        if (part[name] is not null) return Optional<T>(part, name);
        Add(MissingKey, part.Location, $"{owner} lacks '{name}'", $"add it: {Word(typeof(T))}");
        return null;
    }

    /// <summary>Reports keys that nobody reads, and keys that stand twice.</summary>
    public void CheckKeys(JsonObjectPart part, IReadOnlyCollection<string> known, string owner)
    {
        foreach (var member in part.Members.Where(member => !known.Contains(member.Name)))
        {
            Add(UnknownKey, member.NameLocation, $"'{member.Name}' is no key of {owner}",
                Spelling.Suggest(member.Name, known, $"known are '{string.Join("', '", known)}'"));
        }

        CheckTwice(part);
    }

    /// <summary>Reports keys that stand twice.</summary>
    public void CheckTwice(JsonObjectPart part)
    {
        foreach (var again in part.Members.GroupBy(member => member.Name).SelectMany(same => same.Skip(1)))
            Add(KeyTwice, again.NameLocation, $"'{again.Name}' occurs twice", "remove one of the two; the last one counts");
    }

    private static string Word(Type kind) =>
        kind == typeof(JsonObjectPart) ? "an object, '{ … }'" : kind == typeof(JsonArrayPart) ? "an array, '[ … ]'" : "a string, '\"…\"'";
}
