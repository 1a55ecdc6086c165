using System.Text;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Checks.Documents;

/// <summary>P061: a matrix is larger than Buildkite takes.</summary>
internal sealed class MatrixTooLarge : DocumentRule
{
    public override Rule Rule { get; } =
        new(
            "P061",
            Severity.Warning,
            "A matrix is larger than Buildkite takes",
            """
            steps:
              - command: make test-{{matrix.a}}-{{matrix.b}}
                matrix:
                  setup:
                    a: [1, 2, 3, 4, 5, 6, 7, 8]
                    b: [1, 2, 3, 4, 5, 6, 7]
            """,
            """
            steps:
              - command: make test-{{matrix.a}}-{{matrix.b}}
                matrix:
                  setup:
                    a: [1, 2, 3, 4, 5, 6, 7]
                    b: [1, 2, 3, 4, 5, 6, 7]
            """
        )
        {
            Why = "A third dimension was added to a matrix, and its combinations passed the limit: the upload was refused.",
        };

    // Limits: Buildkite's documentation, build matrix.
    private const int MaxJobs = 50;
    private const int MaxDimensions = 6;
    private const int MaxValues = 25;
    private const int MaxValueBytes = 128;
    private const int MaxAdjustments = 12;

    internal override void Check(PipelineDocument document, CheckScope scope, DiagnosticBag found)
    {
        foreach (var step in document.AllSteps.OfType<CommandStep>())
            if (step.Matrix is { } matrix && step.Body["matrix"] is { } node)
                Limits(step, matrix, node, found);
    }

    private void Limits(CommandStep step, StepMatrix matrix, YamlNode node, DiagnosticBag found)
    {
        if (step.JobCount > MaxJobs) TooLarge($"makes {step.JobCount} jobs, and {MaxJobs} are the most", "split the step");
        if (matrix.Dimensions.Length > MaxDimensions)
            TooLarge($"has {matrix.Dimensions.Length} dimensions, and {MaxDimensions} are the most", "join some of them");
        if (matrix.Adjustments.Length > MaxAdjustments)
            TooLarge($"has {matrix.Adjustments.Length} adjustments, and {MaxAdjustments} are the most", "split the step");
        foreach (var (name, values) in matrix.Dimensions)
        {
            if (values.Length > MaxValues)
                TooLarge(
                    $"has {values.Length} values{(name.Length == 0 ? "" : $" in dimension '{name}'")}, and {MaxValues} are the most",
                    "split the step"
                );
            if (values.FirstOrDefault(value => Encoding.UTF8.GetByteCount(value) > MaxValueBytes) is { } value)
                TooLarge($"has the value '{value[..Math.Min(20, value.Length)]}…' of more than {MaxValueBytes} bytes", "shorten it");
        }

        // Organisations have had these limits raised, so they are no errors.
        void TooLarge(string what, string fix) => found.Add(Rule, node, $"the matrix {what}", fix);
    }
}
