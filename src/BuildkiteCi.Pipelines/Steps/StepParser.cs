using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Steps;

/// <summary>Tells steps apart and brings them into normal form, as the agent does (library <c>go-pipeline</c>).</summary>
internal sealed class StepParser
{
    /// <summary>What tells kinds of steps apart where there is no <c>type</c>; the first key that is there decides.</summary>
    private static readonly ImmutableArray<(string Key, StepKind Kind)> Telling =
    [
        ("command", StepKind.Command), ("commands", StepKind.Command), ("plugins", StepKind.Command),
        ("wait", StepKind.Wait), ("waiter", StepKind.Wait),
        ("block", StepKind.Block), ("input", StepKind.Input), ("manual", StepKind.Block),
        ("trigger", StepKind.Trigger), ("group", StepKind.Group),
    ];

    private readonly ImmutableArray<Diagnostic>.Builder found = ImmutableArray.CreateBuilder<Diagnostic>();

    private enum StepKind
    {
        Unknown,
        Command,
        Wait,
        Block,
        Input,
        Trigger,
        Group,
    }

    /// <summary>What was wrong with the steps so far.</summary>
    public ImmutableArray<Diagnostic> Found => found.ToImmutable();

    /// <summary>The steps of a pipeline, without what is no step at all.</summary>
    public ImmutableArray<Step> Steps(YamlSequence list) => [.. list.Items.Select(Step).OfType<Step>()];

    // Null where the agent refuses the whole file because of the item.
    private Step? Step(YamlNode node)
    {
        switch (node)
        {
            case YamlScalar { IsText: true } word:
                return Word(word);
            case YamlMapping mapping when mapping["type"] is { } type and not YamlScalar { IsText: true }:
                Report(
                    StepRules.TypeIsNoText,
                    type,
                    $"'type' takes a word, not {type.KindName}",
                    "name the kind of the step, or remove the line"
                );
                return null;
            case YamlMapping mapping:
                return Mapping(mapping);
            default:
                Report(
                    StepRules.NotAStep,
                    node,
                    $"a step is a mapping or a word, not {node.KindName}",
                    "write '- command: …', or '- wait'"
                );
                return null;
        }
    }

    private Step Word(YamlScalar word)
    {
        switch (KindOfWord(word.Canonical))
        {
            case StepKind.Wait:
                return new WaitStep(word, word);
            case StepKind.Block:
                return new BlockStep(word, word);
            case StepKind.Input:
                return new InputStep(word, word);
            default:
                Report(
                    StepRules.UnknownStep,
                    word,
                    $"'{word.Canonical}' is no step of one word",
                    Spelling.Suggest(word.Canonical, ["wait", "block", "input"], "write '- command: …'")
                );
                return new UnknownStep(word, word);
        }
    }

    private Step Mapping(YamlMapping mapping)
    {
        var kind = KindOf(mapping);
        // command: { command: … }: a form of the schema that the agent sends on as it is.
        if (
            kind == StepKind.Command
            && mapping["command"] is YamlMapping nested
            && (nested.Has("command") || nested.Has("commands") || nested.Has("plugins"))
        )
            return new UnknownStep(mapping, mapping);
        try
        {
            return Parse(mapping, kind);
        }
        catch (WrongType wrong)
        {
            Report(StepRules.WrongType, wrong.Node, wrong.Message, wrong.Fix);
            return new UnknownStep(mapping, mapping);
        }
    }

    private Step Parse(YamlMapping mapping, StepKind kind) => kind switch
    {
        StepKind.Command => new CommandStep(Command(mapping), mapping),
        StepKind.Wait => new WaitStep(mapping, mapping),
        StepKind.Block => new BlockStep(mapping, mapping),
        StepKind.Input => new InputStep(mapping, mapping),
        StepKind.Trigger => new TriggerStep(mapping, mapping),
        StepKind.Group => Group(mapping),
        _ => new UnknownStep(mapping, mapping),
    };

    private StepKind KindOf(YamlMapping mapping)
    {
        if (mapping.Scalar("type") is { } type)
        {
            var kind = KindOfWord(type.Canonical);
            if (kind == StepKind.Unknown)
                Report(
                    StepRules.UnknownStep,
                    type,
                    $"'{type.Canonical}' is no kind of step",
                    Spelling.Suggest(
                        type.Canonical,
                        ["command", "wait", "block", "input", "trigger", "group"],
                        "use command, wait, block, input, trigger or group"
                    )
                );
            return kind;
        }

        foreach (var (key, kind) in Telling)
            if (mapping.Has(key))
                return kind;
        var near = mapping
            .Entries.Select(entry => Spelling.Nearest(entry.Key, Telling.Select(telling => telling.Key)))
            .FirstOrDefault(name => name is not null);
        Report(
            StepRules.UnknownStep,
            mapping,
            "nothing tells what kind of step this is",
            near is null ? "add 'command', 'wait', 'block', 'input', 'trigger' or 'group'" : $"did you mean '{near}'?"
        );
        return StepKind.Unknown;
    }

    private static StepKind KindOfWord(string word) => word switch
    {
        "command" or "script" => StepKind.Command,
        "wait" or "waiter" => StepKind.Wait,
        "block" or "manual" => StepKind.Block,
        "input" => StepKind.Input,
        "trigger" => StepKind.Trigger,
        "group" => StepKind.Group,
        _ => StepKind.Unknown,
    };

    private static YamlMapping Command(YamlMapping mapping)
    {
        ImmutableArray<YamlScalar> commands =
        [
            .. NormalForm.Texts(mapping["command"], "command"),
            .. NormalForm.Texts(mapping["commands"], "commands"),
        ];
        var labelled = mapping.Has("label") ? "label" : "name";
        var keyed = mapping.Has("key") ? "key" : mapping.Has("id") ? "id" : "identifier";
        var entries = ImmutableArray.CreateBuilder<YamlEntry>(mapping.Entries.Length + 1);
        foreach (var entry in mapping.Entries)
        {
            var (key, value) = entry.Key switch
            {
                "command" or "commands" when entries.Any(known => known.Key == "command") => ("", null),
                "command" or "commands" => ("command", YamlScalar.Joined(entry.Value.Location, commands)),
                "env" => ("env", NormalForm.Env(entry.Value)),
                "plugins" => ("plugins", NormalForm.Plugins(entry.Value)),
                "matrix" => ("matrix", NormalForm.Matrix(entry.Value)),
                "cache" => ("cache", NormalForm.Cache(entry.Value)),
                "secrets" => ("secrets", NormalForm.Secrets(entry.Value)),
                "signature" => ("signature", NormalForm.Signature(entry.Value)),
                _ when entry.Key == labelled => ("label", NormalForm.Text(entry.Value, labelled)),
                _ when entry.Key == keyed => ("key", NormalForm.Text(entry.Value, keyed)),
                _ => (entry.Key, entry.Value),
            };
            if (value is not null) entries.Add(new YamlEntry(entry.Location, key, value));
        }

        if (!entries.Any(entry => entry.Key == "command"))
            entries.Add(new YamlEntry(mapping.Location, "command", YamlScalar.Of("", mapping.Location)));
        return mapping with { Entries = entries.DrainToImmutable(), Repeated = [] };
    }

    private GroupStep Group(YamlMapping mapping)
    {
        var keyed = mapping.Has("key") ? "key" : mapping.Has("id") ? "id" : "identifier";
        var attributes = ImmutableArray.CreateBuilder<YamlEntry>(mapping.Entries.Length);
        if (!mapping.Has("group")) attributes.Add(new YamlEntry(mapping.Location, "group", YamlScalar.Null(mapping.Location)));
        foreach (var entry in mapping.Entries)
        {
            if (entry.Key == "steps") continue;
            attributes.Add(entry.Key == keyed ? new YamlEntry(entry.Location, "key", NormalForm.Text(entry.Value, keyed))
                : entry is { Key: "group", Value: not YamlScalar { Kind: ScalarKind.Null } }
                    ? entry with
                    {
                        Value = NormalForm.Text(entry.Value, "group"),
                    }
                : entry
            );
        }

        ImmutableArray<Step> steps = mapping["steps"] switch
        {
            null or YamlScalar { Kind: ScalarKind.Null } => [],
            YamlSequence list => [.. list.Items.Select(InGroup)],
            var other => throw new WrongType(other, "steps", "a list of steps"),
        };
        return new GroupStep(mapping with { Entries = attributes.DrainToImmutable(), Repeated = [] }, steps, mapping);
    }

    // What the agent refuses at the top makes it send a whole group as it is.
    private Step InGroup(YamlNode node) =>
        node switch
        {
            YamlScalar { IsText: true } word => Word(word),
            YamlMapping mapping when mapping["type"] is { } type and not YamlScalar { IsText: true } => throw new WrongType(
                type,
                "type",
                "a word"
            ),
            YamlMapping mapping => Mapping(mapping),
            _ => throw new WrongType(node, "steps", "mappings and words"),
        };

    private void Report(Rule rule, YamlNode at, string message, string fix) => found.Add(new Diagnostic(rule, at.Location, message, fix));
}
