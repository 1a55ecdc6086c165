using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Checks.Documents;

/// <summary>P023: a queue has no agents in the fleet.</summary>
internal sealed class UnknownQueue : DocumentRule
{
    public override Rule Rule { get; } =
        new(
            "P023",
            Severity.Error,
            "A queue has no agents in the fleet",
            """
            steps:
              - command: pytest
                agents: { queue: mac_v1_queue }
            """,
            """
            steps:
              - command: pytest
                agents: { queue: mac_v14_queue }
            """
        )
        {
            Why = "A queue was misspelt. No agent ever took the job, and the build waited until it was cancelled by hand in the morning.",
        };

    internal override void Check(PipelineDocument document, CheckScope scope, DiagnosticBag found)
    {
        if (scope.Queues is not { } queues) return;
        foreach (
            var queue in document
                .AllSteps.OfType<CommandStep>()
                .Select(step => step.Queue)
                .Prepend(AgentRules.Queue(document.Others["agents"]))
                .OfType<YamlScalar>()
        )
        {
            if (queue.Canonical is "*" || queues.Contains(queue.Canonical) || Values.IsOpen(queue)) continue;
            found.Add(
                new Diagnostic(
                    Rule,
                    queue.Location,
                    $"queue '{queue}' has no agents in this fleet, so its jobs never start",
                    Spelling.Suggest(
                        queue.Canonical,
                        queues.Order(StringComparer.Ordinal),
                        $"use one of {string.Join(", ", queues.Order(StringComparer.Ordinal))}"
                    )
                )
                {
                    Edit = Spelling.Only(queue.Canonical, queues) is { } near ? new TextEdit(queue.Location, queue.Canonical, near) : null,
                }
            );
        }
    }
}
