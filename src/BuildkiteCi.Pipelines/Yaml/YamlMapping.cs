using System.Collections.Immutable;

namespace BuildkiteCi.Pipelines.Yaml;

/// <summary>Keys with their values, each key once, in the order in which they first stood; merged keys stand where their <c>&lt;&lt;</c>
/// does.</summary>
/// <param name="Location">Where it starts.</param>
/// <param name="Entries">The entries that count.</param>
public sealed record YamlMapping(SourceLocation Location, ImmutableArray<YamlEntry> Entries) : YamlNode(Location)
{
    /// <summary>Where keys stand again that stood before, in the same mapping; the last value of such a key is the one that
    /// counts.</summary>
    public ImmutableArray<YamlEntry> Repeated { get; init; } = [];

    /// <inheritdoc/>
    public override string KindName => "a mapping";

    /// <summary>The value of a key, or null where it is missing.</summary>
    public YamlNode? this[string key] => Find(key)?.Value;

    /// <summary>A mapping that no file holds.</summary>
    public static YamlMapping Of(params IEnumerable<(string Key, YamlNode Value)> entries) =>
        new(Generated, [.. entries.Select(entry => new YamlEntry(Generated, entry.Key, entry.Value))]);

    /// <summary>The entry of a key, or null where the key is missing.</summary>
    public YamlEntry? Find(string key)
    {
        foreach (var entry in Entries)
            if (entry.Key == key)
                return entry;
        return null;
    }

    /// <summary>Whether the key is there, with whatever value.</summary>
    public bool Has(string key) => Find(key) is not null;

    /// <summary>The value of a key where that is a scalar, else null.</summary>
    public YamlScalar? Scalar(string key) => this[key] as YamlScalar;

    /// <summary>The mapping with a key set: in its place where it is there, else at the end.</summary>
    public YamlMapping With(string key, YamlNode value)
    {
        for (var i = 0; i < Entries.Length; i++)
            if (Entries[i].Key == key)
                return this with { Entries = Entries.SetItem(i, Entries[i] with { Value = value }) };
        return this with { Entries = Entries.Add(new YamlEntry(value.Location, key, value)) };
    }

    /// <summary>The mapping without a key.</summary>
    public YamlMapping Without(string key) => this with { Entries = Entries.RemoveAll(entry => entry.Key == key) };

    /// <summary>Equal where the entries are, in order.</summary>
    public bool Equals(YamlMapping? other)
    {
        if (other is null || Entries.Length != other.Entries.Length) return false;
        for (var i = 0; i < Entries.Length; i++)
            if (Entries[i].Key != other.Entries[i].Key || !Entries[i].Value.Equals(other.Entries[i].Value))
                return false;
        return true;
    }

    /// <inheritdoc/>
    public override int GetHashCode() => Entries.Length;

    /// <inheritdoc/>
    public override string ToString() => $"mapping of {Entries.Length}";
}
