using BuildkiteCi.Pipelines.Yaml;
using System.Collections.Immutable;

namespace BuildkiteCi.Pipelines.Checks.Documents;

/// <summary>P049: two attributes stand on a step that do not go together.</summary>
public sealed class ExclusiveAttributes : DocumentRule
{
    /// <summary>Two attributes stand on a step that do not go together.</summary>
    public static readonly Rule Definition =
        new(
            "P049",
            Severity.Error,
            "Two attributes stand on a step that do not go together",
            """
            steps:
              - command: make
                branches: main
                if: build.tag != null
            """,
            """
            steps:
              - command: make
                if: build.branch == "main" && build.tag != null
            """
        )
        {
            Why =
                "A step had a command and a trigger. Buildkite refused it, and nobody had seen the second line below thirty lines of "
                    + "environment.",
        };

    /// <inheritdoc/>
    public override Rule Rule => Definition;

    private static readonly ImmutableArray<(string One, string Other)> Pairs = [("if", "branches"), ("parallelism", "matrix")];

    internal override void Check(PipelineDocument document, CheckScope scope, DiagnosticBag found)
    {
        foreach (var source in document.AllSteps.Select(step => step.Source).OfType<YamlMapping>())
            foreach (var (one, other) in Pairs)
                if (source.Has(one) && source.Find(other) is { } entry)
                    found.Add(
                        Definition,
                        entry.Location,
                        $"'{other}' is beside '{one}': Buildkite takes one of the two on a step",
                        $"remove '{other}' or '{one}'"
                    );
    }
}
