using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Interpolation;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines;

/// <summary>One interpolation of one document.</summary>
internal sealed class DocumentInterpolation(Variables variables)
{
    // All texts with variables of one document together.
    private const long MaxGrowth = 20_000_000;

    private readonly ImmutableArray<Diagnostic>.Builder found = ImmutableArray.CreateBuilder<Diagnostic>();
    private Variables variables = variables;
    private long grown;

    public Diagnosed<PipelineDocument> Apply(PipelineDocument document)
    {
        var env = document.Env is null ? null : Env(document.Env);
        var interpolated = document with
        {
            Env = env,
            Steps = Steps(document.Steps),
            Others = Mapping(document.Others),
        };
        return new Diagnosed<PipelineDocument>(interpolated, found.ToImmutable());
    }

    // Each entry's result is a variable of the entries below it, and of everything else.
    private YamlMapping Env(YamlMapping env)
    {
        var entries = new MappingBuilder();
        foreach (var entry in env.Entries)
        {
            var key = Text(entry.Key, entry.Location);
            var value = (YamlScalar)Node(entry.Value);
            entries.Add(new YamlEntry(entry.Location, key, value));
            variables = variables.With(key, value.Canonical);
        }

        return entries.ToMapping(env.Location);
    }

    private ImmutableArray<Step> Steps(ImmutableArray<Step> steps)
    {
        var changed = ImmutableArray.CreateBuilder<Step>(steps.Length);
        foreach (var step in steps) changed.Add(Step(step));
        return changed.MoveToImmutable();
    }

    private Step Step(Step step)
    {
        var node = step is CommandStep command ? Command(command.Attributes) : Node(step.Node);
        if (step is not GroupStep group) return ReferenceEquals(node, step.Node) ? step : step.With(node);
        return (GroupStep)group.With(node) with { Steps = Steps(group.Steps) };
    }

    private YamlMapping Command(YamlMapping attributes)
    {
        var signature = attributes["signature"];
        var changed = Mapping(attributes);
        return signature is null ? changed : changed.With("signature", signature);
    }

    private YamlNode Node(YamlNode node) => node switch
    {
        YamlScalar scalar => Scalar(scalar),
        YamlSequence list => Sequence(list),
        YamlMapping mapping => Mapping(mapping),
        _ => node,
    };

    private YamlScalar Scalar(YamlScalar scalar)
    {
        if (!scalar.IsText || !scalar.Canonical.Contains('$', StringComparison.Ordinal)) return scalar;
        return Expand(scalar.Canonical, scalar.LocationAt) is { } text ? scalar.WithText(text) : scalar;
    }

    // What holds no variable stays the same object: most of a pipeline does not.
    private YamlSequence Sequence(YamlSequence list)
    {
        ImmutableArray<YamlNode>.Builder? changed = null;
        for (var i = 0; i < list.Items.Length; i++)
        {
            var item = Node(list.Items[i]);
            if (ReferenceEquals(item, list.Items[i])) continue;
            changed ??= list.Items.ToBuilder();
            changed[i] = item;
        }

        return changed is null ? list : list with { Items = changed.MoveToImmutable() };
    }

    private YamlMapping Mapping(YamlMapping mapping)
    {
        ImmutableArray<YamlEntry>.Builder? changed = null;
        var renamed = false;
        for (var i = 0; i < mapping.Entries.Length; i++)
        {
            var entry = mapping.Entries[i];
            var key = Text(entry.Key, entry.Location);
            var value = Node(entry.Value);
            if (key == entry.Key && ReferenceEquals(value, entry.Value)) continue;
            changed ??= mapping.Entries.ToBuilder();
            changed[i] = entry with { Key = key, Value = value };
            renamed |= key != entry.Key;
        }

        if (changed is null) return mapping;
        if (!renamed) return mapping with { Entries = changed.MoveToImmutable() };
        // Two keys may have become one: the last counts.
        var entries = new MappingBuilder();
        foreach (var entry in changed) entries.Add(entry);
        return entries.ToMapping(mapping.Location) with { Repeated = mapping.Repeated };
    }

    private string Text(string text, SourceLocation location) =>
        text.Contains('$', StringComparison.Ordinal) ? Expand(text, _ => location) ?? text : text;

    private string? Expand(string text, Func<int, SourceLocation> locationAt)
    {
        var (template, problem) = TextTemplate.Parse(text);
        if (template is null)
        {
            found.Add(problem!.At(locationAt(problem.Offset)));
            return null;
        }

        if (grown > MaxGrowth) return null;
        var (expanded, problems) = template.Expand(variables);
        grown += expanded?.Length ?? 0;
        if (grown > MaxGrowth)
        {
            found.Add(
                new Diagnostic(
                    InterpolationRules.GrowsTooLarge,
                    locationAt(0),
                    $"the file grows beyond {MaxGrowth:N0} characters",
                    "use fewer variables that hold one another"
                )
            );
            return null;
        }

        foreach (var one in problems) found.Add(one.At(locationAt(one.Offset)));
        return expanded;
    }
}
