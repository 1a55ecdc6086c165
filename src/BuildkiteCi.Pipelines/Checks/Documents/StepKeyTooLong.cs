using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Checks.Documents;

/// <summary>P016: a step key has more than 100 characters.</summary>
internal sealed class StepKeyTooLong : StepKeyRule
{
    public override Rule Rule { get; } =
        new(
            "P016",
            Severity.Error,
            "A step key has more than 100 characters",
            """
            steps:
              - key: mac14_acme_online-shop-with-all-payment-methods-2603_IntegrationTest_Single_Host_with_every_browser_thereg_Eagle3
                command: pytest
            """,
            """
            steps:
              - key: mac14_acme_online-shop_CorrectnessTest
                command: pytest
            """
        )
        {
            Why = "A long name got a longer suffix, and the key had 101 characters. The upload was refused an hour after the merge.",
        };

    internal override void CheckForm(YamlScalar key, DiagnosticBag found)
    {
        var text = key.Canonical;
        if (text.Length > StepKey.MaxLength)
            found.Add(Rule, key, $"key '{text[..30]}…' has {text.Length} characters, and {StepKey.MaxLength} are the most", "shorten it");
    }
}
