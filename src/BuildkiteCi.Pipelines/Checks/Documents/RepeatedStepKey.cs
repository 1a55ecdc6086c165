using BuildkiteCi.Pipelines.Yaml;
using System.Collections.Immutable;

namespace BuildkiteCi.Pipelines.Checks.Documents;

/// <summary>P014: two steps of a build have the same key.</summary>
public sealed class RepeatedStepKey : DocumentRule
{
    /// <summary>Two steps of a build have the same key.</summary>
    public static readonly Rule Definition =
        new(
            "P014",
            Severity.Error,
            "Two steps of a build have the same key",
            """
            steps:
              - { key: unit, command: pytest }
              - { key: unit, command: pytest tests/unit }
            """,
            """
            steps:
              - { key: unit, command: pytest }
              - { key: unit-all, command: pytest tests/unit }
            """
        )
        {
            Why = "A copied step kept its key. Buildkite refused the whole upload, and no test of that generation ran in the night.",
        };

    /// <inheritdoc/>
    public override Rule Rule => Definition;

    internal override void Check(ImmutableArray<PipelineDocument> documents, CheckScope scope, DiagnosticBag found)
    {
        var first = new Dictionary<string, SourceLocation>(StringComparer.Ordinal);
        foreach (var key in documents.SelectMany(document => document.AllSteps).Select(step => step.Key).OfType<YamlScalar>())
        {
            if (!first.TryAdd(key.Canonical, key.Location))
                found.Add(
                    Rule,
                    key,
                    $"key '{key}' occurs a second time in this build, first at {first[key.Canonical]}",
                    "give each step a key of its own"
                );
        }
    }
}
