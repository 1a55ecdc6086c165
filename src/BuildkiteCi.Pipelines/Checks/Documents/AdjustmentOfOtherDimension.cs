using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Checks.Documents;

/// <summary>P062: an adjustment does not fit the dimensions of its matrix.</summary>
public sealed class AdjustmentOfOtherDimension : DocumentRule
{
    /// <summary>What it is: code, title, why, examples.</summary>
    public static readonly Rule Definition =
        new(
            "P062",
            Severity.Error,
            "An adjustment does not fit the dimensions of its matrix",
            """
            steps:
              - command: make test-{{matrix.os}}
                matrix:
                  setup: { os: [linux, macos] }
                  adjustments:
                    - with: { so: macos }
                      skip: true
            """,
            """
            steps:
              - command: make test-{{matrix.os}}
                matrix:
                  setup: { os: [linux, macos] }
                  adjustments:
                    - with: { os: macos }
                      skip: true
            """
        )
        {
            Why =
                "An adjustment named a value that the matrix had lost. The combination that it was to skip ran, and failed, every "
                + "night.",
        };

    /// <inheritdoc/>
    public override Rule Rule => Definition;

    internal override void Check(PipelineDocument document, CheckScope scope, DiagnosticBag found)
    {
        foreach (var step in document.AllSteps.OfType<CommandStep>())
            if (step.Matrix is { } matrix && step.Body["matrix"] is { } node)
                Adjustments(matrix, node, found);
    }

    private static void Adjustments(StepMatrix matrix, YamlNode node, DiagnosticBag found)
    {
        var names = matrix.Dimensions.Select(dimension => dimension.Name).ToList();
        var nodes = (node as YamlMapping)?["adjustments"] is YamlSequence list ? list.Items : [];
        foreach (var (adjustment, at) in matrix.Adjustments.Zip(nodes))
        {
            var strange = adjustment.With.Keys.Order(StringComparer.Ordinal).FirstOrDefault(name => !names.Contains(name));
            if (strange is not null)
                found.Add(
                    Definition,
                    at,
                    $"the adjustment speaks of dimension '{strange}', which the matrix has not",
                    Spelling.Suggest(strange, names, "name the dimensions of 'setup'")
                );
        }
    }
}
