using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Checks.Documents;

/// <summary>P058: a soft failure is malformed.</summary>
internal sealed class SoftFailMalformed : DocumentRule
{
    public override Rule Rule { get; } =
        new(
            "P058",
            Severity.Error,
            "A soft failure is malformed",
            """
            steps:
              - command: make test
                soft_fail: 1
            """,
            """
            steps:
              - command: make test
                soft_fail: [{ exit_status: 1 }]
            """
        )
        {
            Why = "'soft_fail: exit_status: 1' lacks its list. The step failed hard, and everything behind it was not run.",
        };

    private readonly AttributeTable entries;

    public SoftFailMalformed() => entries = new("an entry of 'soft_fail'", [("exit_status", ExitStatusCheck.Of(Rule))]);

    internal override void Check(PipelineDocument document, CheckScope scope, DiagnosticBag found)
    {
        foreach (var attribute in StepAttributes.Of(document, "soft_fail")) Check(attribute.Value, found);
    }

    // True, false, or a list of exit statuses.
    private void Check(YamlNode value, DiagnosticBag found)
    {
        if (value is YamlScalar { Canonical: "true" or "false" } || Values.IsOpen(value) || Values.IsNothing(value)) return;
        if (value is not YamlSequence list || !list.Items.All(item => item is YamlMapping))
        {
            found.Add(Rule, value, $"'soft_fail' is {Values.Shown(value)}", "write true, or a list: '- exit_status: 1'");
            return;
        }

        foreach (var item in list.Items.OfType<YamlMapping>()) entries.Check(item, found, required: "exit_status");
    }
}
