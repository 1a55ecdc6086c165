using BuildkiteCi.Catalogue;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Composing.Checks.Declared;

/// <summary>C020: a step's key is the same for all generations.</summary>
internal sealed class KeyWithoutGeneration : CatalogueRule
{
    internal static readonly Rule Definition =
        new(
            "C020",
            Severity.Error,
            "A step's key does not tell the generation, so two groups would hold one key",
            """
            steps:
              - key: Qwen_Qwen3-4B_UnitTest
                command: pytest
                env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only }
            """,
            """
            steps:
              - key: ${TPU_VERSION:-tpu6e}_Qwen_Qwen3-4B_UnitTest
                command: pytest
                env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only }
            """
        )
        {
            IsConvention = true,
            Why = "A key without the generation was in both groups. Buildkite refused the second upload, and one generation had no night.",
        };

    public override Rule Rule => Definition;

    internal override IEnumerable<Diagnostic> Check(CatalogueFile file, Fleet fleet) =>
        from key in file.Pipeline.AllSteps.Select(step => step.Key).OfType<YamlScalar>()
        where !GenerationText.Tells(key, file, fleet)
        let better = $"{GenerationText.Variable(fleet)}_{key.Text}"
        select new Diagnostic(Rule, key.Location, $"the key '{key.Text}' is the same for every generation", $"write \"{better}\"")
        {
            // In quotes, because a brace means something else to YAML within a flow mapping.
            Edit = new TextEdit(key.Location, key.Text, key.Style == ScalarStyle.Plain ? $"\"{better}\"" : better),
        };
}
