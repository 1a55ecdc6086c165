namespace BuildkiteCi.Pipelines.Checks.Documents;

/// <summary>P054: a parallelism is no whole number from 1.</summary>
internal sealed class ParallelismNoNumber : DocumentRule
{
    public override Rule Rule { get; } =
        new(
            "P054",
            Severity.Error,
            "A parallelism is no whole number from 1",
            """
            steps:
              - command: make test
                parallelism: 0
            """,
            """
            steps:
              - command: make test
                parallelism: 4
            """
        )
        {
            Why = "A parallelism of 0 came out of a variable that was empty on one branch. The upload was refused there and nowhere else.",
        };

    internal override void Check(PipelineDocument document, CheckScope scope, DiagnosticBag found)
    {
        var number = Values.Number(Rule, 1, int.MaxValue, "a whole number from 1");
        foreach (var entry in StepAttributes.Of(document, "parallelism")) number(entry, found);
    }
}
