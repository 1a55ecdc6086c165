using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Steps;

/// <summary>Brings the attributes of command steps and pipelines into the one form that the agent sends (library
/// <c>go-pipeline</c>).</summary>
internal static class NormalForm
{
    /// <summary>A text, number or truth value as text; nothing as an empty text.</summary>
    public static YamlScalar Text(YamlNode node, string attribute) => node switch
    {
        YamlScalar { IsText: true } text => text,
        YamlScalar { Kind: not ScalarKind.Timestamp } scalar => scalar.WithText(scalar.Canonical),
        _ => throw new WrongType(node, attribute, "a text"),
    };

    /// <summary>A list of texts; a single text is a list of one, nothing is an empty list.</summary>
    public static ImmutableArray<YamlScalar> Texts(YamlNode? node, string attribute) => node switch
    {
        null or YamlScalar { Kind: ScalarKind.Null } => [],
        YamlSequence list => [.. list.Items.Select(item => Text(item, attribute))],
        YamlScalar { Kind: not ScalarKind.Timestamp } => [Text(node, attribute)],
        _ => throw new WrongType(node, attribute, "a text or a list of texts"),
    };

    /// <summary>Variables: texts by name. Nothing gives null.</summary>
    public static YamlMapping? Env(YamlNode? node) => node switch
    {
        null or YamlScalar { Kind: ScalarKind.Null } => null,
        YamlMapping mapping => TextMapping(mapping, "env"),
        _ => throw new WrongType(node, "env", "a mapping of variables"),
    };

    /// <summary>A list of mappings with one entry each: the plugin and its configuration, or nothing.</summary>
    public static YamlSequence? Plugins(YamlNode node) => node switch
    {
        YamlScalar { Kind: ScalarKind.Null } => null,
        YamlMapping mapping => new YamlSequence(mapping.Location, [.. Single(mapping)]),
        YamlSequence list => new YamlSequence(list.Location, [.. list.Items.SelectMany(Plugin)]),
        _ => throw new WrongType(node, "plugins", "a list of plugins"),
    };

    /// <summary>Secrets as a list of <c>{key, environment_variable}</c>.</summary>
    public static YamlSequence? Secrets(YamlNode node) =>
        node switch
        {
            YamlScalar { Kind: ScalarKind.Null } => null,
            YamlMapping mapping => new YamlSequence(
                mapping.Location,
                [.. mapping.Entries.Select(entry => Secret(Text(entry.Value, "secrets"), YamlScalar.Of(entry.Key, entry.Location)))]
            ),
            YamlSequence list => new YamlSequence(
                list.Location,
                [.. list.Items.Select(item => item is YamlMapping ? item : Secret(Text(item, "secrets"), Text(item, "secrets")))]
            ),
            _ => throw new WrongType(node, "secrets", "a list or mapping of secrets"),
        };

    /// <summary>Paths as a mapping <c>{paths: [..]}</c>; <c>false</c> where the cache is switched off.</summary>
    public static YamlNode? Cache(YamlNode node) => node switch
    {
        YamlScalar { Kind: ScalarKind.Null } => null,
        YamlScalar { Kind: ScalarKind.Boolean, Canonical: "false" } => node,
        YamlScalar { Kind: ScalarKind.Boolean } => new YamlMapping(node.Location, []),
        YamlScalar { IsText: true } path => Paths(node, [path]),
        YamlSequence => Paths(node, Texts(node, "cache")),
        YamlMapping { Entries: var entries } mapping when entries.Any(IsDisabled) => YamlScalar.Of(false, mapping.Location),
        YamlMapping mapping => mapping with { Entries = [.. mapping.Entries.Select(CacheEntry).OfType<YamlEntry>()] },
        _ => throw new WrongType(node, "cache", "paths, a mapping with paths, or false"),
    };

    /// <summary>A matrix with texts as values: a list, or a mapping with <c>setup</c> and <c>adjustments</c>.</summary>
    public static YamlNode? Matrix(YamlNode node)
    {
        switch (node)
        {
            case YamlScalar { Kind: ScalarKind.Null }:
                return null;
            case YamlSequence list:
                var values = TextList(list, "matrix");
                return values.Items.IsEmpty
                    ? new YamlMapping(
                        node.Location,
                        [new YamlEntry(node.Location, "setup", new YamlMapping(node.Location, [new YamlEntry(node.Location, "", values)]))]
                    )
                    : values;
            case YamlMapping mapping:
                return MatrixMapping(mapping);
            default:
                throw new WrongType(node, "matrix", "a list of values, or a mapping with 'setup'");
        }
    }

    /// <summary>A signature: exactly its three parts.</summary>
    public static YamlMapping? Signature(YamlNode node)
    {
        if (node is YamlScalar { Kind: ScalarKind.Null }) return null;
        if (node is not YamlMapping mapping) throw new WrongType(node, "signature", "a mapping");
        var fields = mapping["signed_fields"];
        return new YamlMapping(
            mapping.Location,
            [
                new YamlEntry(
                    mapping.Location,
                    "algorithm",
                    Text(mapping["algorithm"] ?? YamlScalar.Of("", mapping.Location), "algorithm")
                ),
                new YamlEntry(
                    mapping.Location,
                    "signed_fields",
                    fields is null or YamlScalar { Kind: ScalarKind.Null }
                        ? YamlScalar.Null(mapping.Location)
                        : new YamlSequence(fields.Location, [.. Texts(fields, "signed_fields")])
                ),
                new YamlEntry(mapping.Location, "value", Text(mapping["value"] ?? YamlScalar.Of("", mapping.Location), "value")),
            ]
        );
    }

    private static YamlMapping TextMapping(YamlMapping mapping, string attribute) =>
        mapping with { Entries = [.. mapping.Entries.Select(entry => entry with { Value = Text(entry.Value, attribute) })] };

    private static YamlSequence TextList(YamlSequence list, string attribute) =>
        list with { Items = [.. list.Items.Select(item => Text(item, attribute))] };

    private static IEnumerable<YamlNode> Plugin(YamlNode item) =>
        item switch
        {
            YamlMapping mapping => Single(mapping),
            YamlScalar { IsText: true } name =>
            [
                new YamlMapping(name.Location, [new YamlEntry(name.Location, name.Canonical, YamlScalar.Null(name.Location))]),
            ],
            _ => throw new WrongType(item, "plugins", "a plugin's name or a mapping of its name to its configuration"),
        };

    private static IEnumerable<YamlNode> Single(YamlMapping mapping) =>
        mapping.Entries.Select(entry => new YamlMapping(entry.Location, [entry]));

    private static YamlMapping Secret(YamlScalar key, YamlScalar variable) =>
        new(key.Location, [new YamlEntry(variable.Location, "environment_variable", variable), new YamlEntry(key.Location, "key", key)]);

    private static bool IsDisabled(YamlEntry entry) => entry is { Key: "disabled", Value: YamlScalar { Canonical: "true" } };

    private static YamlMapping Paths(YamlNode node, ImmutableArray<YamlScalar> paths) =>
        new(node.Location, paths.IsEmpty ? [] : [new YamlEntry(node.Location, "paths", new YamlSequence(node.Location, [.. paths]))]);

    private static YamlEntry? CacheEntry(YamlEntry entry)
    {
        switch (entry.Key)
        {
            case "disabled":
                return null;
            case "name" or "size":
                var text = Text(entry.Value, entry.Key);
                return text.Canonical.Length == 0 ? null : entry with { Value = text };
            case "paths":
                var paths = Texts(entry.Value, "paths");
                return paths.IsEmpty ? null : entry with { Value = new YamlSequence(entry.Value.Location, [.. paths]) };
            default:
                return entry;
        }
    }

    private static YamlMapping MatrixMapping(YamlMapping mapping)
    {
        var entries = ImmutableArray.CreateBuilder<YamlEntry>();
        if (!mapping.Has("setup")) entries.Add(new YamlEntry(mapping.Location, "setup", YamlScalar.Null(mapping.Location)));
        foreach (var entry in mapping.Entries)
        {
            var value = entry.Key switch
            {
                "setup" => Setup(entry.Value),
                "adjustments" => Adjustments(entry.Value),
                _ => entry.Value,
            };
            if (value is not null) entries.Add(entry with { Value = value });
        }

        return mapping with { Entries = entries.DrainToImmutable() };
    }

    private static YamlNode Setup(YamlNode node) => node switch
    {
        YamlScalar { Kind: ScalarKind.Null } => node,
        YamlSequence list => TextList(list, "setup"),
        YamlMapping mapping => mapping with { Entries = [.. mapping.Entries.Select(Dimension)] },
        _ => throw new WrongType(node, "setup", "a list of values, or a mapping of dimensions to values"),
    };

    private static YamlEntry Dimension(YamlEntry entry) =>
        entry with { Value = new YamlSequence(entry.Value.Location, [.. Texts(entry.Value, entry.Key)]) };

    private static YamlSequence? Adjustments(YamlNode node) => node switch
    {
        YamlScalar { Kind: ScalarKind.Null } => null,
        YamlSequence { Items.IsEmpty: true } => null,
        YamlSequence list => list with { Items = [.. list.Items.Select(Adjustment)] },
        _ => throw new WrongType(node, "adjustments", "a list of adjustments"),
    };

    private static YamlNode Adjustment(YamlNode node)
    {
        if (node is not YamlMapping mapping) throw new WrongType(node, "adjustments", "mappings with 'with'");
        YamlNode with = mapping["with"] switch
        {
            null => YamlScalar.Null(mapping.Location),
            YamlScalar { Kind: ScalarKind.Null } nothing => nothing,
            YamlMapping values => TextMapping(values, "with"),
            YamlSequence values => TextList(values, "with"),
            var one => Text(one, "with"),
        };
        var adjustment = mapping.With("with", with);
        return adjustment["skip"] is { } skip && IsUnset(skip) ? adjustment.Without("skip") : adjustment;
    }

    // What the agent leaves out where it may: false, 0, and whatever is empty.
    private static bool IsUnset(YamlNode node) =>
        node switch
        {
            YamlScalar scalar => scalar.Kind == ScalarKind.Null
                || scalar is { IsText: true, Canonical: "" } or { IsText: false, Canonical: "false" or "0" },
            YamlSequence list => list.Items.IsEmpty,
            YamlMapping mapping => mapping.Entries.IsEmpty,
            _ => false,
        };
}
