using System.Collections.Frozen;
using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Interpolation;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines;

/// <summary>What Buildkite will see of a pipeline file.</summary>
public static class Preview
{
    private static readonly Rule NotFiniteRule =
        new(
            "P019",
            Severity.Error,
            "A number is infinite or not a number, which cannot be sent",
            """
            steps:
              - command: make test
                agents: { memory: .inf }
            """,
            """
            steps:
              - command: make test
                agents: { memory: high }
            """
        )
        {
            Why = "A threshold of '.inf' cannot be sent as JSON, and the upload ended with a message about a number that nobody could find.",
        };

    // Their breach makes the agent refuse the file; everything else is uploaded as it is.
    private static readonly FrozenSet<Rule> Refusals = FrozenSet.Create<Rule>(
        ReferenceEqualityComparer.Instance,
        YamlRules.NotYaml, YamlRules.NotText, YamlRules.TooLarge, YamlRules.UnknownAlias, YamlRules.KeyIsNoText, YamlRules.WrongTag,
        YamlRules.MergeOfNoMapping, YamlRules.Empty,
        PipelineParser.NotAPipeline, PipelineParser.WrongTypeAtTop, NotFiniteRule,
        InterpolationRules.Malformed, InterpolationRules.Required, InterpolationRules.GrowsTooLarge,
        StepRules.NotAStep, StepRules.TypeIsNoText);

    /// <summary>Reads a file as the agent does.</summary>
    /// <param name="file">YAML or JSON.</param>
    /// <param name="variables">The environment, or null: nothing is interpolated (<c>--no-interpolation</c>).</param>
    /// <returns>The document that would be sent; null where the agent would refuse the file, with the reasons.</returns>
    public static Diagnosed<PipelineDocument> Of(SourceFile file, Variables? variables)
    {
        var read = PipelineDocument.Read(file);
        var seen = variables is null ? read : read.Then(document => document.Interpolate(variables));
        if (seen.Value is null) return seen;
        ImmutableArray<Diagnostic> found = [.. seen.Diagnostics, .. NotFinite(seen.Value)];
        return new Diagnosed<PipelineDocument>(
            found.Any(diagnostic => Refusals.Contains(diagnostic.Rule)) ? null : seen.Value,
            found
        );
    }

    /// <summary>The numbers that JSON has no word for.</summary>
    internal static List<Diagnostic> NotFinite(PipelineDocument document)
    {
        var found = new List<Diagnostic>();
        NotFinite(document.Others, found);
        foreach (var step in document.AllSteps) NotFinite(step.Node, found);
        return found;
    }

    private static void NotFinite(YamlNode node, List<Diagnostic> found)
    {
        switch (node)
        {
            case YamlScalar { IsFinite: false }:
                found.Add(
                    new Diagnostic(
                        NotFiniteRule,
                        node.Location,
                        $"number '{node}' cannot be sent: JSON has no word for it",
                        "write a finite number, or put it in quotes"
                    )
                );
                break;
            case YamlSequence list:
                foreach (var item in list.Items) NotFinite(item, found);
                break;
            case YamlMapping mapping:
                foreach (var entry in mapping.Entries) NotFinite(entry.Value, found);
                break;
        }
    }
}
