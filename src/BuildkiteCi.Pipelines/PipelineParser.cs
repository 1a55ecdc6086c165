using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Rules;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines;

/// <summary>Makes a document of a YAML root.</summary>
internal sealed class PipelineParser(string path)
{
    private readonly StepParser steps = new();
    private readonly ImmutableArray<Diagnostic>.Builder found = ImmutableArray.CreateBuilder<Diagnostic>();

    public Diagnosed<PipelineDocument> Parse(YamlNode root)
    {
        var document = root switch
        {
            YamlMapping mapping => OfMapping(mapping),
            YamlSequence list => new PipelineDocument(path, steps.Steps(list)) { Source = list },
            _ => null,
        };
        if (document is null)
            Report(
                BuildRules.NotAPipeline,
                root,
                $"a pipeline is a mapping with 'steps' or a list of steps, not {root.KindName}",
                "start the file with 'steps:'"
            );
        return new Diagnosed<PipelineDocument>(document, [.. found, .. steps.Found]);
    }

    private PipelineDocument OfMapping(YamlMapping mapping)
    {
        if (!mapping.Has("steps"))
        {
            var near = Spelling.Nearest("steps", mapping.Entries.Select(entry => entry.Key));
            Report(
                BuildRules.NoSteps,
                mapping,
                "the pipeline has no 'steps'",
                near is null ? "add 'steps:' with one step" : $"write 'steps' in place of '{near}'"
            );
        }

        return new PipelineDocument(path, StepsOf(mapping["steps"]))
        {
            Source = mapping,
            Env = Try(() => NormalForm.Env(mapping["env"])),
            Secrets = mapping["secrets"] is { } secrets ? Try(() => NormalForm.Secrets(secrets)) : null,
            Others = mapping with
            {
                Entries = mapping.Entries.RemoveAll(entry => entry.Key is "steps" or "env" or "secrets"),
                Repeated = [],
            },
        };
    }

    private ImmutableArray<Step> StepsOf(YamlNode? node)
    {
        switch (node)
        {
            case null or YamlScalar { Kind: ScalarKind.Null }:
                return [];
            case YamlSequence list:
                return steps.Steps(list);
            default:
                Report(
                    BuildRules.WrongTypeAtTop,
                    node,
                    $"'steps' takes a list of steps, not {node.KindName}",
                    "write '- ' before each step"
                );
                return [];
        }
    }

    private T? Try<T>(Func<T?> parse)
        where T : class
    {
        try
        {
            return parse();
        }
        catch (WrongType wrong)
        {
            Report(BuildRules.WrongTypeAtTop, wrong.Node, wrong.Message, wrong.Fix);
            return null;
        }
    }

    private void Report(Rule rule, YamlNode at, string message, string fix) => found.Add(new Diagnostic(rule, at.Location, message, fix));
}
