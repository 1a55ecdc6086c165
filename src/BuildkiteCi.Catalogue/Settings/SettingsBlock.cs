using System.Collections.Immutable;
using System.Globalization;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Catalogue.Settings;

/// <summary>
/// A mapping of <c>ci.yml</c>, read setting by setting. What is wrong is noted with its place; <see cref="NoteUnknown"/> at the end notes
/// the keys that nobody asked for. A setting that is missing, or wrong, has the value of the built-in text where that has it.
/// </summary>
/// <param name="name">What messages call the block: <c>generations.v6e</c>; empty for the file itself.</param>
/// <param name="mapping">The block.</param>
/// <param name="diagnostics">Takes what is wrong.</param>
/// <param name="usual">The same block of the built-in text; null where every setting is the user's own.</param>
public sealed class SettingsBlock(string name, YamlMapping mapping, ICollection<Diagnostic> diagnostics, SettingsBlock? usual = null)
{
    private readonly List<string> asked = [];

    /// <summary>The keys, where every key is a name of the user's choice.</summary>
    public IEnumerable<string> Keys => mapping.Entries.Select(entry => entry.Key);

    /// <summary>Whether the setting is there and is a block.</summary>
    public bool HasBlock(string key) => mapping[key] is YamlMapping;
    /// <summary>Whether the setting is there.</summary>
    public bool Has(string key) => mapping.Has(key) || usual?.Has(key) == true;

    /// <summary>Whether the setting is the user's own, not the built-in one.</summary>
    public bool IsOwn(string key) => usual is not null && mapping.Has(key);

    /// <summary>Where the setting's value is, or the block where it is missing.</summary>
    public SourceLocation LocationOf(string key) => (mapping[key] ?? mapping).Location;

    /// <summary>A text, or null where it is missing or none.</summary>
    public string? Text(string key)
    {
        if (Node(key) is { } node)
        {
            if (node is YamlScalar { Kind: not ScalarKind.Null } scalar) return scalar.Canonical;
            Wrong(key, node, "a text");
        }

        return usual?.Text(key);
    }

    /// <summary>A text; a missing one is an error, and empty.</summary>
    public string RequiredText(string key)
    {
        if (!Has(key)) NoteMissing(key);
        return Text(key) ?? "";
    }

    /// <summary>A whole number within a range, or null where it is missing or none.</summary>
    public int? Number(string key, int least, int most)
    {
        if (Node(key) is { } node)
        {
            if (
                node is YamlScalar scalar
                && int.TryParse(scalar.Canonical, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                && number >= least && number <= most) return number;
            Wrong(key, node, $"a whole number from {least} to {most}");
        }

        return usual?.Number(key, least, most);
    }

    /// <summary>A whole number; a missing one is an error, and <paramref name="least"/>.</summary>
    public int RequiredNumber(string key, int least, int most)
    {
        if (!Has(key)) NoteMissing(key);
        return Number(key, least, most) ?? least;
    }

    /// <summary>A truth value, or null where it is missing or none.</summary>
    public bool? Flag(string key)
    {
        if (Node(key) is { } node)
        {
            if (node is YamlScalar { Kind: ScalarKind.Boolean } scalar) return scalar.Canonical == "true";
            Wrong(key, node, "true or false");
        }

        return usual?.Flag(key);
    }

    /// <summary>A list of texts, a single text standing for a list of one; null where it is missing or none.</summary>
    public ImmutableArray<string>? Texts(string key)
    {
        if (Node(key) is { } node)
        {
            if (node is YamlScalar { Kind: not ScalarKind.Null } one) return [one.Canonical];
            if (node is YamlSequence list && list.Items.All(item => item is YamlScalar { Kind: not ScalarKind.Null }))
                return [.. list.Items.Cast<YamlScalar>().Select(item => item.Canonical)];
            Wrong(key, node, "a list of texts");
        }

        return usual?.Texts(key);
    }

    /// <summary>A block below this one, or null where it is missing or none.</summary>
    public SettingsBlock? Block(string key)
    {
        var builtIn = usual?.Block(key);
        return (Node(key) is { } node ? AsBlock(key, node, builtIn) : null) ?? builtIn;
    }

    /// <summary>A block that the built-in text has, so that there always is one.</summary>
    public SettingsBlock KnownBlock(string key) =>
        Block(key) ?? throw new InvalidOperationException($"the built-in ci.yml has no block '{key}'");

    /// <summary>The blocks of a list, or null where it is missing or none.</summary>
    public ImmutableArray<SettingsBlock>? Blocks(string key)
    {
        if (Node(key) is { } node)
        {
            if (node is YamlSequence list)
                return [.. list.Items.Select((item, at) => AsBlock($"{key}[{at}]", item, null)).OfType<SettingsBlock>()];
            Wrong(key, node, "a list of blocks");
        }

        return usual?.Blocks(key);
    }

    /// <summary>The blocks below this one by their keys, where every key is a name of the user's choice.</summary>
    public IEnumerable<(string Key, SettingsBlock Block)> NamedBlocks()
    {
        foreach (var entry in mapping.Entries)
        {
            asked.Add(entry.Key);
            var node = entry.Value is YamlScalar { Kind: ScalarKind.Null } ? new YamlMapping(entry.Location, []) : entry.Value;
            if (AsBlock(entry.Key, node, null) is { } block) yield return (entry.Key, block);
        }
    }

    /// <summary>The texts below this one by their keys, where every key is a name of the user's choice.</summary>
    public IEnumerable<(string Key, string Text)> NamedTexts()
    {
        foreach (var entry in mapping.Entries)
        {
            if (Text(entry.Key) is { } text) yield return (entry.Key, text);
        }
    }

    /// <summary>The lists of texts below this one by their keys, where every key is a name of the user's choice.</summary>
    public IEnumerable<(string Key, ImmutableArray<string> Texts)> NamedTextLists()
    {
        foreach (var entry in mapping.Entries)
        {
            if (Texts(entry.Key) is { } texts) yield return (entry.Key, texts);
        }
    }

    /// <summary>A path below the root, with forward slashes, or null where it is missing or leads out.</summary>
    public string? Path(string key)
    {
        if (Text(key) is not { } text) return null;
        var parts = text.Split('/');
        if (text.Length > 0 && !text.StartsWith('/') && !text.Contains('\\', StringComparison.Ordinal) && !parts.Contains(".."))
            return string.Join('/', parts.Where(part => part is not ("" or ".")));
        NoteWrong(key, "a path below the root, with forward slashes");
        return null;
    }

    /// <summary>One of several named values, or null where it is missing or none of them.</summary>
    public T? Choice<T>(string key, params ReadOnlySpan<(string Name, T Value)> choices)
        where T : struct
    {
        if (Node(key) is not { } node) return null;
        var names = new List<string>();
        foreach (var (choice, value) in choices)
        {
            if (node is YamlScalar { Kind: not ScalarKind.Null } scalar && scalar.Canonical == choice) return value;
            names.Add(choice);
        }

        Wrong(key, node, string.Join(" or ", names));
        return null;
    }

    /// <summary>Texts of which each is one of a known few; the others are noted and left out.</summary>
    public ImmutableArray<string>? KnownTexts(string key, IReadOnlyCollection<string> known, string what)
    {
        if (Texts(key) is not { } texts) return null;
        foreach (var (text, at) in texts.Select((text, at) => (text, at)).Where(one => !known.Contains(one.text)))
        {
            var location = mapping[key] is YamlSequence list ? list.Items[at].Location : LocationOf(key);
            diagnostics.Add(
                new Diagnostic(
                    SettingsRules.WrongValue,
                    location,
                    $"'{text}' in '{key}' is none of the {what}",
                    Spelling.Suggest(text, known, $"there are {string.Join(", ", known)}")
                )
            );
        }

        return [.. texts.Where(known.Contains)];
    }

    /// <summary>The same for things that have names.</summary>
    public ImmutableArray<T>? KnownOnes<T>(string key, ImmutableArray<T> known, Func<T, string> nameOf, string what) =>
        KnownTexts(key, [.. known.Select(nameOf)], what) is { } texts
            ? [.. texts.Select(text => known.First(one => nameOf(one) == text))]
            : null;

    /// <summary>Notes that a value is none that its setting can have.</summary>
    public void NoteWrong(string key, string wanted) => Wrong(key, mapping[key] ?? mapping, wanted);

    /// <summary>Notes what else is wrong with a setting, at its place.</summary>
    public void Note(Rule rule, string key, string message, string fix) =>
        diagnostics.Add(new Diagnostic(rule, LocationOf(key), message, fix));

    /// <summary>Notes that a key of the user's choice cannot be one.</summary>
    public void NoteWrongKey(string key, string wanted) =>
        diagnostics.Add(
            new Diagnostic(
                SettingsRules.WrongValue,
                mapping.Find(key)?.Location ?? mapping.Location,
                $"'{key}' cannot stand here",
                $"write {wanted}"
            )
        );

    /// <summary>Notes that a setting is needed and not there.</summary>
    public void NoteMissing(string key) =>
        diagnostics.Add(new Diagnostic(SettingsRules.Missing, mapping.Location, $"{Place("there")} is no '{key}'", "add it"));

    /// <summary>Notes every key that was not asked for.</summary>
    public void NoteUnknown()
    {
        foreach (var entry in mapping.Entries.Where(entry => !asked.Contains(entry.Key)))
        {
            diagnostics.Add(new Diagnostic(SettingsRules.Unknown, entry.Location, $"{Place("there")} is no setting '{entry.Key}'",
                Spelling.Suggest(entry.Key, asked, $"there are {string.Join(", ", asked.Order(StringComparer.Ordinal))}")));
        }
    }

    /// <summary>A setting as it is in the file, or null where it is missing.</summary>
    public YamlNode? Node(string key)
    {
        if (!asked.Contains(key)) asked.Add(key);
        return mapping[key];
    }

    private SettingsBlock? AsBlock(string key, YamlNode node, SettingsBlock? builtIn)
    {
        if (node is YamlMapping block) return new SettingsBlock(name.Length == 0 ? key : $"{name}.{key}", block, diagnostics, builtIn);
        Wrong(key, node, "a block of settings");
        return null;
    }

    private void Wrong(string key, YamlNode node, string wanted) =>
        diagnostics.Add(
            new Diagnostic(
                SettingsRules.WrongValue,
                node.Location,
                $"'{key}' is {(node is YamlScalar { Kind: not ScalarKind.Null } scalar ? $"'{scalar.Text}'" : node.KindName)}",
                $"write {wanted}"
            )
        );

    private string Place(string word) => name.Length == 0 ? word : $"in '{name}' {word}";
}
