using BuildkiteCi.Catalogue;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Composing.Checks.Declared;

/// <summary>C021: a step's label is the same for all generations.</summary>
internal sealed class LabelWithoutGeneration : CatalogueRule
{
    public override Rule Rule { get; } =
        new(
            "C021",
            Severity.Warning,
            "A step's label does not tell the generation",
            """
            steps:
              - label: Unit tests for Qwen/Qwen3-4B
                key: ${TPU_VERSION:-tpu6e}_Qwen_Qwen3-4B_UnitTest
                command: pytest
                env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only }
            """,
            """
            steps:
              - label: ${TPU_VERSION:-tpu6e} Unit tests for Qwen/Qwen3-4B
                key: ${TPU_VERSION:-tpu6e}_Qwen_Qwen3-4B_UnitTest
                command: pytest
                env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only }
            """
        )
        {
            IsConvention = true,
            Why = "Two jobs of one label failed on two generations. The on-call looked at the log of the wrong one for an hour.",
        };

    internal override IEnumerable<Diagnostic> Check(CatalogueFile file, Fleet fleet) =>
        from label in file.Pipeline.AllSteps.Select(step => step.Label).OfType<YamlScalar>()
        where !GenerationText.Tells(label, file, fleet)
        select new Diagnostic(
            Rule,
            label.Location,
            $"the label '{label.Text}' does not tell the generation",
            $"begin it with \"{GenerationText.Variable(fleet)} \"");
}
