using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Checks.Documents;

/// <summary>P057: a rule for retries names an exit status that can never come.</summary>
internal sealed class RetriedExitStatus : DocumentRule
{
    public override Rule Rule { get; } =
        new(
            "P057",
            Severity.Error,
            "A rule for retries names an exit status that can never come",
            """
            steps:
              - command: make test
                retry:
                  automatic: { exit_status: 256 }
            """,
            """
            steps:
              - command: make test
                retry:
                  automatic: { exit_status: 255 }
            """
        )
        {
            Why =
                "Retries were set for exit status 256, which no process can have. Lost agents were never retried, and nights were red for "
                    + "nothing.",
        };

    internal override void Check(PipelineDocument document, CheckScope scope, DiagnosticBag found)
    {
        var check = ExitStatusCheck.Of(Rule);
        foreach (var attribute in StepAttributes.Of(document, "retry"))
            if (attribute.Value is YamlMapping retry && retry["automatic"] is { } automatic)
                foreach (var rule in Values.Items(automatic).OfType<YamlMapping>())
                    if (rule.Find("exit_status") is { } status) check(status, found);
    }
}
