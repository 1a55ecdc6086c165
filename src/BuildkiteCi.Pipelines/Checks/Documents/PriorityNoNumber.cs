namespace BuildkiteCi.Pipelines.Checks.Documents;

/// <summary>P053: a priority is no whole number.</summary>
internal sealed class PriorityNoNumber : DocumentRule
{
    public override Rule Rule { get; } =
        new(
            "P053",
            Severity.Error,
            "A priority is no whole number",
            """
            steps:
              - command: make
                priority: high
            """,
            """
            steps:
              - command: make
                priority: 10
            """
        )
        {
            Why = "A priority of '1.5' was refused, and the release waited behind the nightly.",
        };

    internal override void Check(PipelineDocument document, CheckScope scope, DiagnosticBag found)
    {
        var number = Values.Number(Rule, int.MinValue, int.MaxValue, "a whole number");
        foreach (var entry in StepAttributes.Of(document, "priority")) number(entry, found);
        if (document.Others.Find("priority") is { } ofAll) number(ofAll, found);
    }
}
