using BuildkiteCi.Core.Json;
using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Benchmarks.Cases;

/// <summary>Takes JSON apart and collects what is wrong with it.</summary>
/// <param name="fleet">The machines that it can speak of.</param>
internal sealed class PartReading(Fleet fleet)
{
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
        Add(BenchmarkRules.WrongType, part.Location, $"{what} is {part.Kind}", $"write {Word(typeof(T))}");
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
        Add(BenchmarkRules.MissingKey, part.Location, $"{owner} lacks '{name}'", $"add it: {Word(typeof(T))}");
        return null;
    }

    /// <summary>Reports keys that nobody reads, and keys that stand twice.</summary>
    public void CheckKeys(JsonObjectPart part, IReadOnlyCollection<string> known, string owner)
    {
        foreach (var member in part.Members.Where(member => !known.Contains(member.Name)))
        {
            Add(BenchmarkRules.UnknownKey, member.NameLocation, $"'{member.Name}' is no key of {owner}",
                Spelling.Suggest(member.Name, known, $"known are '{string.Join("', '", known)}'"));
        }

        CheckTwice(part);
    }

    /// <summary>Reports keys that stand twice.</summary>
    public void CheckTwice(JsonObjectPart part)
    {
        foreach (var again in part.Members.GroupBy(member => member.Name).SelectMany(same => same.Skip(1)))
            Add(BenchmarkRules.KeyTwice, again.NameLocation, $"'{again.Name}' occurs twice", "remove one of the two; the last one counts");
    }

    private static string Word(Type kind) =>
        kind == typeof(JsonObjectPart) ? "an object, '{ … }'" : kind == typeof(JsonArrayPart) ? "an array, '[ … ]'" : "a string, '\"…\"'";
}
