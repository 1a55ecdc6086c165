namespace BuildkiteCi.Pipelines.Checks.Documents;

/// <summary>P055: a timeout is no whole number of minutes from 1.</summary>
internal sealed class TimeoutNoNumber : DocumentRule
{
    public override Rule Rule { get; } =
        new(
            "P055",
            Severity.Error,
            "A timeout is no whole number of minutes from 1",
            """
            steps:
              - command: make test
                timeout_in_minutes: 1h
            """,
            """
            steps:
              - command: make test
                timeout_in_minutes: 60
            """
        )
        {
            Why = "A timeout in seconds was taken for minutes, and a job that hung held the only large machine for four days.",
        };

    internal override void Check(PipelineDocument document, CheckScope scope, DiagnosticBag found)
    {
        var number = Values.Number(Rule, 1, int.MaxValue, "a whole number of minutes from 1");
        foreach (var entry in StepAttributes.Of(document, "timeout_in_minutes")) number(entry, found);
    }
}
