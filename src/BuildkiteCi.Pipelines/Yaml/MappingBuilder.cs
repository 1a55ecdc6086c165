using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace BuildkiteCi.Pipelines.Yaml;

/// <summary>Collects the entries of one mapping: own keys win over merged ones, of merged ones the first, of own ones the last.</summary>
internal sealed class MappingBuilder
{
    // Scanning a few keys is quicker than hashing them; mappings of thousands of keys must not take quadratic time.
    private const int ScanAtMost = 16;

    private readonly List<Slot> slots = [];
    private Dictionary<string, int>? index;
    private ImmutableArray<YamlEntry>.Builder? repeated;

    /// <summary>Adds a key of the mapping's own.</summary>
    public void Add(YamlEntry entry)
    {
        var place = Place(entry.Key);
        if (place < 0)
        {
            Append(new Slot(entry, Merged: false));
            return;
        }

        if (!slots[place].Merged) (repeated ??= ImmutableArray.CreateBuilder<YamlEntry>()).Add(entry);
        slots[place] = new Slot(slots[place].Merged ? entry : entry with { Location = slots[place].Entry.Location }, Merged: false);
    }

    /// <summary>Adds what a merged mapping has and this one has not.</summary>
    public void Merge(YamlMapping other)
    {
        foreach (var entry in other.Entries)
            if (Place(entry.Key) < 0)
                Append(new Slot(entry, Merged: true));
    }

    /// <summary>The mapping.</summary>
    public YamlMapping ToMapping(SourceLocation location)
    {
        var entries = ImmutableArray.CreateBuilder<YamlEntry>(slots.Count);
        foreach (var slot in CollectionsMarshal.AsSpan(slots)) entries.Add(slot.Entry);
        return new YamlMapping(location, entries.MoveToImmutable()) { Repeated = repeated?.ToImmutable() ?? [] };
    }

    private void Append(Slot slot)
    {
        slots.Add(slot);
        if (index is not null) index.Add(slot.Entry.Key, slots.Count - 1);
        else if (slots.Count > ScanAtMost)
            index = slots.Index().ToDictionary(item => item.Item.Entry.Key, item => item.Index, StringComparer.Ordinal);
    }

    private int Place(string key)
    {
        if (index is not null) return index.GetValueOrDefault(key, -1);
        for (var i = 0; i < slots.Count; i++)
            if (slots[i].Entry.Key == key)
                return i;
        return -1;
    }

    private sealed record Slot(YamlEntry Entry, bool Merged);
}
