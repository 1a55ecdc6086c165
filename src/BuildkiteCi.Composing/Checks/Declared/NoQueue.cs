using BuildkiteCi.Catalogue;
using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.Composing.Checks.Declared;

/// <summary>C025: a step names no queue.</summary>
internal sealed class NoQueue : CatalogueRule
{
    public override Rule Rule { get; } =
        new(
            "C025",
            Severity.Error,
            "A step names no queue, so any agent may take it",
            """
            steps:
              - { key: a, command: pytest, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only } }
            """,
            """
            steps:
              - { key: a, command: pytest, agents: { queue: cpu }, env: { CI_TARGET: Qwen/Qwen3-4B, CI_STAGE: UnitTest, CI_CATEGORY: text-only } }
            """
        )
        {
            IsConvention = true,
            Why = "A step without a queue was taken by an agent without a TPU. It failed at once, and looked like a fault of the model.",
        };

    internal override IEnumerable<Diagnostic> Check(ExpandedFile file, Fleet fleet) =>
        from step in file.Steps.OfType<CommandStep>()
        where step.Queue is null
        select new Diagnostic(Rule, step.Location, $"step '{step.Name}' names no queue", "add agents: { queue: … }");
}
