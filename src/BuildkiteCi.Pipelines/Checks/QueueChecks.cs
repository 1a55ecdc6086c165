using BuildkiteCi.Pipelines.Rules;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Checks;

/// <summary>Checks of queues against the fleet.</summary>
internal static class QueueChecks
{
    /// <summary>Every queue that is named has agents.</summary>
    public static void Check(PipelineDocument document, CheckScope scope, DiagnosticBag findings)
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
            findings.Add(
                new Diagnostic(
                    BuildRules.UnknownQueue,
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
