using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.Pipelines.Checks.Documents;

/// <summary>P051: a concurrency limit is without its group, or a group without its limit.</summary>
public sealed class HalfConcurrency : DocumentRule
{
    /// <summary>A concurrency limit is without its group, or a group without its limit.</summary>
    public static readonly Rule Definition =
        new(
            "P051",
            Severity.Error,
            "A concurrency limit is without its group, or a group without its limit",
            """
            steps:
              - command: make deploy
                concurrency: 1
            """,
            """
            steps:
              - command: make deploy
                concurrency: 1
                concurrency_group: deploy
            """
        )
        {
            Why = "A limit without its group was refused by Buildkite; a group without a limit is no limit, and two jobs shared one TPU.",
        };

    /// <inheritdoc/>
    public override Rule Rule => Definition;

    internal override void Check(PipelineDocument document, CheckScope scope, DiagnosticBag found)
    {
        foreach (var step in document.AllSteps.OfType<CommandStep>()) Check(step, found);
    }

    private static void Check(CommandStep step, DiagnosticBag found)
    {
        var (limit, group, method) = (
            step.Body.Find("concurrency"),
            step.Body.Find("concurrency_group"),
            step.Body.Find("concurrency_method")
        );
        if (limit is not null && group is null)
            found.Add(
                Definition,
                limit.Location,
                "'concurrency' is without 'concurrency_group'",
                "name the group that the limit is for"
            );
        if (group is not null && limit is null)
            found.Add(
                Definition,
                group.Location,
                "'concurrency_group' is without 'concurrency'",
                "say how many jobs of the group may run at a time"
            );
        if (method is not null && group is null)
            found.Add(
                Definition,
                method.Location,
                "'concurrency_method' is without 'concurrency_group'",
                "name the group, or remove the line"
            );
    }
}
