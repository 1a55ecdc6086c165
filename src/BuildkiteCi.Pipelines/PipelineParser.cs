using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines;

/// <summary>Makes a document of a YAML root.</summary>
internal sealed class PipelineParser(string path)
{
    /// <summary>The file is no pipeline.</summary>
    public static readonly Rule NotAPipeline =
        new(
            "P011",
            Severity.Error,
            "The file is neither a mapping with steps nor a list of steps",
            "make test\n",
            """
            steps:
              - command: make test
            """
        )
        {
            Why = "A file lost its 'steps:' in a merge. Its upload failed, and with it everything that was to follow in that job.",
        };

    /// <summary>A pipeline has no steps.</summary>
    public static readonly Rule NoSteps =
        new(
            "P017",
            Severity.Warning,
            "A pipeline has no steps",
            """
            env:
              MODEL: acme/shop
            """,
            """
            env:
              MODEL: acme/shop
            steps:
              - command: make test
            """
        )
        {
            Why = "A condition in a template left no steps. The upload failed only in the nightly, where that condition held.",
        };

    /// <summary>Something at the top is of a kind that Buildkite's agent refuses.</summary>
    public static readonly Rule WrongTypeAtTop =
        new(
            "P018",
            Severity.Error,
            "A value at the top of the file is of a kind that its key does not take",
            """
            env:
              RELEASED: 2026-11-24
            steps:
              - command: make test
            """,
            """
            env:
              RELEASED: "2026-11-24"
            steps:
              - command: make test
            """
        )
        {
            Why = "'env' at the top of a file was a list. Buildkite refused the file, and the message named another line.",
        };

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
                NotAPipeline,
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
                NoSteps,
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
                    WrongTypeAtTop,
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
            Report(WrongTypeAtTop, wrong.Node, wrong.Message, wrong.Fix);
            return null;
        }
    }

    private void Report(Rule rule, YamlNode at, string message, string fix) => found.Add(new Diagnostic(rule, at.Location, message, fix));
}
