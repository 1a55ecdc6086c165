using BuildkiteCi.Catalogue;

namespace BuildkiteCi.Composing.Checks.Declared;

/// <summary>C027: a stage does not tell on which generation it ran.</summary>
internal sealed class OtherGeneration : CatalogueRule
{
    public override Rule Rule { get; } =
        new(
            "C027",
            Severity.Error,
            "A stage's CI_TPU_VERSION is missing, or not that of the generation that it runs on",
            """
            steps:
              - { key: a, command: pytest, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only } }
            """,
            """
            steps:
              - { key: a, command: pytest, env: { CI_TPU_VERSION: "${TPU_VERSION:-tpu6e}", CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only } }
            """
        )
        {
            IsConvention = true,
            Why =
                "A step recorded for the other generation. One matrix showed a Passing that came from the other machine, and the "
                + "right one nothing.",
        };

    internal override IEnumerable<Diagnostic> Check(ExpandedFile file, Fleet fleet)
    {
        foreach (var stage in file.Stages)
        {
            if (stage.Declared("CI_TPU_VERSION") is not { } version)
                yield return new Diagnostic(
                    Rule,
                    stage.DeclaringStep.Location,
                    $"stage '{stage.Stage}' does not say on which generation it ran",
                    "add CI_TPU_VERSION: \"${TPU_VERSION:-tpu6e}\" to its env");
            else if (version != file.Generation.TpuVersion)
                yield return new Diagnostic(
                    Rule,
                    stage.LocationOf("CI_TPU_VERSION"),
                    $"CI_TPU_VERSION is '{version}' on {file.Generation}",
                    $"write \"${{TPU_VERSION:-{file.Generation.TpuVersion}}}\"");
        }
    }
}
