using System.Collections.Immutable;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace BuildkiteCi.Pipelines.Yaml;

/// <summary>One reading of one file: turns the parser's events into nodes.</summary>
internal sealed class YamlReading
{
    private const string MergeKey = "<<";

    private readonly string path;
    private readonly SourceLocation top;
    private readonly SourceText source;
    private readonly Parser parser;
    private readonly ScalarReading scalars;
    private readonly Dictionary<string, Anchor> anchors = new(StringComparer.Ordinal);
    private readonly ImmutableArray<Diagnostic>.Builder found = ImmutableArray.CreateBuilder<Diagnostic>();
    private int nodes;
    private int depth;

    public YamlReading(SourceFile file)
    {
        path = file.Path;
        top = new SourceLocation(path, 1, 1);
        source = SourceText.Of(file.Text);
        parser = new Parser(new StringReader(source.ForParser));
        scalars = new ScalarReading(path, source, found);
    }

    public Diagnosed<YamlNode> Read()
    {
        if (source.Original.Length > YamlLimits.MaxLength)
        {
            return Nothing(
                new Diagnostic(
                    YamlRules.TooLarge,
                    top,
                    $"the file has {source.Original.Length:N0} characters, and {YamlLimits.MaxLength:N0} are the most that is read",
                    "split it into several files"
                )
            );
        }

        if (source.IndexOfForbidden() is >= 0 and var forbidden)
        {
            return Nothing(
                new Diagnostic(
                    YamlRules.NotText,
                    source.LocationAt(path, forbidden),
                    $"character U+{(int)source.Original[forbidden]:X4} is not allowed in YAML",
                    "write it as an escape in double quotes, or save the file as UTF-8 text"
                )
            );
        }

        try
        {
            return Document();
        }
        catch (ReadingStopped stopped)
        {
            return Nothing(stopped.Diagnostic);
        }
        catch (YamlException problem)
        {
            return Nothing(SyntaxProblem.Describe(path, problem, source));
        }
        // The parser answers a few odd inputs with these instead of its own exception: a tag directive that is no URI, an unquoted
        // scalar in [ ] or { } that is not indented.
        catch (Exception problem) when (problem is ArgumentException or InvalidOperationException)
        {
            return Nothing(SyntaxProblem.Describe(path, problem, parser.Current, source));
        }
    }

    private Diagnosed<YamlNode> Nothing(Diagnostic last) => new(null, [.. found, last]);

    private Diagnosed<YamlNode> Document()
    {
        if (!parser.MoveNext() || !parser.MoveNext() || parser.Current is not DocumentStart document)
        {
            return Nothing(new Diagnostic(YamlRules.Empty, top, "the file holds nothing", "write at least 'steps:' with one step"));
        }

        if (document.Version is { Version: var version } && version is not { Major: 1, Minor: 1 })
            throw new ReadingStopped(
                new Diagnostic(
                    YamlRules.NotYaml,
                    LocationOf(document),
                    $"Buildkite reads YAML 1.1, not {version.Major}.{version.Minor}",
                    "remove the line '%YAML'"
                )
            );
        Advance();
        var root = Node();
        Advance();
        if (SecondDocument() is { } second)
            Report(YamlRules.MoreDocuments, second, "a second document starts here, and is not read", "write it into a file of its own");
        return new Diagnosed<YamlNode>(root, found.ToImmutable());
    }

    // Whatever is wrong behind the first document is wrong in what nobody reads.
    private SourceLocation? SecondDocument()
    {
        try
        {
            return parser.MoveNext() && parser.Current is DocumentStart second ? LocationOf(second) : null;
        }
        catch (YamlException problem)
        {
            return new SourceLocation(path, (int)problem.Start.Line, (int)problem.Start.Column);
        }
    }

    // Reads the node that the parser is at, and leaves the parser at its last event.
    private YamlNode Node()
    {
        var current = parser.Current!;
        if (current is AnchorAlias alias) return Resolve(alias);
        Count(1, current);
        var name = current is NodeEvent { Anchor.IsEmpty: false } named ? named.Anchor.Value : null;
        if (name is null) return Content(current);
        var before = nodes;
        anchors[name] = new Anchor(null, 0);
        var node = Content(current);
        anchors[name] = new Anchor(node, nodes - before + 1);
        return node;
    }

    private YamlNode Content(ParsingEvent current) => current switch
    {
        Scalar scalar => Scalar(scalar),
        SequenceStart => Sequence(current),
        MappingStart => Mapping(current),
        _ => throw Misshapen(),
    };

    private YamlNode Resolve(AnchorAlias alias)
    {
        if (!anchors.TryGetValue(alias.Value.Value, out var anchor))
        {
            throw new ReadingStopped(
                new Diagnostic(
                    YamlRules.UnknownAlias,
                    LocationOf(alias),
                    $"alias '*{alias.Value}' names no anchor above it",
                    Spelling.Suggest(alias.Value.Value, anchors.Keys, $"write '&{alias.Value}' before the value that is meant")
                )
            );
        }

        if (anchor.Node is null)
        {
            throw new ReadingStopped(new Diagnostic(YamlRules.UnknownAlias, LocationOf(alias),
                $"alias '*{alias.Value}' is within the value that it names, so it would never end", "move the alias out of that value"));
        }

        Count(anchor.Nodes, alias);
        return anchor.Node;
    }

    private YamlSequence Sequence(ParsingEvent start)
    {
        Enter(start);
        var items = ImmutableArray.CreateBuilder<YamlNode>();
        for (Advance(); parser.Current is not SequenceEnd; Advance()) items.Add(Node());
        depth--;
        return new YamlSequence(LocationOf(start), items.DrainToImmutable());
    }

    private YamlMapping Mapping(ParsingEvent start)
    {
        Enter(start);
        var mapping = new MappingBuilder();
        for (Advance(); parser.Current is not MappingEnd; Advance())
        {
            var key = parser.Current!;
            var location = LocationOf(key);
            var isMerge = key is Scalar { Style: YamlDotNet.Core.ScalarStyle.Plain, Value: MergeKey };
            var node = Node();
            Advance();
            // A mapping that is merged into itself adds nothing, and yaml.v3 takes it so.
            if (isMerge && parser.Current is AnchorAlias self && anchors.TryGetValue(self.Value.Value, out var open) && open.Node is null)
                continue;
            var value = Node();
            if (isMerge) Merge(mapping, value);
            else if (KeyOf(node, location) is { } text) mapping.Add(new YamlEntry(location, text, value));
        }

        depth--;
        var made = mapping.ToMapping(LocationOf(start));
        foreach (var entry in made.Repeated)
        {
            Report(YamlRules.RepeatedKey, entry.Location, $"key '{entry.Key}' stood before in this mapping, and only the last one counts",
                "remove one of the two");
        }

        return made;
    }

    private string? KeyOf(YamlNode node, SourceLocation location)
    {
        if (node is YamlScalar scalar && ScalarMeaning.KeyText(scalar.Text, new ScalarMeaning(scalar.Kind, scalar.Canonical)) is { } text)
            return text;
        Report(YamlRules.KeyIsNoText, location, $"{node.KindName} cannot be a key", "write the key as a text, in quotes");
        return null;
    }

    private void Merge(MappingBuilder mapping, YamlNode value)
    {
        var sources = value is YamlSequence list ? list.Items : [value];
        foreach (var item in sources)
        {
            if (item is YamlMapping merged) mapping.Merge(merged);
            else
                Report(
                    YamlRules.MergeOfNoMapping,
                    item.Location,
                    $"'<<' needs a mapping or a list of mappings, not {item.KindName}",
                    "name an anchor of a mapping: '<<: *anchor'"
                );
        }
    }

    private YamlScalar Scalar(Scalar scalar)
    {
        Count(scalar.Value.Length / 64, scalar);
        return scalars.Read(scalar);
    }

    private void Enter(ParsingEvent start)
    {
        if (++depth <= YamlLimits.MaxDepth) return;
        throw new ReadingStopped(
            new Diagnostic(
                YamlRules.TooLarge,
                LocationOf(start),
                $"the file is nested more than {YamlLimits.MaxDepth} levels deep",
                "flatten it"
            )
        );
    }

    private void Count(int more, ParsingEvent at)
    {
        nodes += more;
        if (nodes <= YamlLimits.MaxNodes) return;
        throw new ReadingStopped(new Diagnostic(YamlRules.TooLarge, LocationOf(at),
            $"the file expands to more than {YamlLimits.MaxNodes:N0} values, its aliases written out", "split it, or use fewer aliases"));
    }

    private void Advance()
    {
        if (!parser.MoveNext()) throw Misshapen();
    }

    // On a few odd inputs (a key that is missing before its ':') the parser loses count of what it has opened.
    private ReadingStopped Misshapen()
    {
        var at = parser.Current is { } current ? LocationOf(current) : top;
        return new ReadingStopped(
            new Diagnostic(
                YamlRules.NotYaml,
                at,
                "the structure above this place is unclear",
                "check that every ':' has its key, and the indentation"
            )
        );
    }

    private void Report(Rule rule, SourceLocation location, string message, string fix) =>
        found.Add(new Diagnostic(rule, location, message, fix));

    private SourceLocation LocationOf(ParsingEvent at) => new(path, (int)at.Start.Line, (int)at.Start.Column);

    // A default anchor is one whose value is still being read.
    private sealed record Anchor(YamlNode? Node, int Nodes);
}

/// <summary>Ends a reading whose rest cannot be understood; never leaves <see cref="YamlReading"/>.</summary>
internal sealed class ReadingStopped(Diagnostic diagnostic) : Exception(diagnostic.Message)
{
    /// <summary>Why.</summary>
    public Diagnostic Diagnostic { get; } = diagnostic;
}

/// <summary>What a file may hold at most. Far above any real pipeline, low enough that hostile input ends soon.</summary>
public static class YamlLimits
{
    /// <summary>Characters of a file.</summary>
    public const int MaxLength = 10_000_000;

    /// <summary>Levels of nesting.</summary>
    public const int MaxDepth = 100;

    /// <summary>Nodes of a document, each alias counted with all that it means, and each 64 characters of a long text as one
    /// more.</summary>
    public const int MaxNodes = 250_000;
}
