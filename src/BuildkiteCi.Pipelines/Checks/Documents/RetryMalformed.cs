using BuildkiteCi.Pipelines.Yaml;
using System.Collections.Immutable;

namespace BuildkiteCi.Pipelines.Checks.Documents;

/// <summary>P056: a rule for retries is malformed.</summary>
internal sealed class RetryMalformed : DocumentRule
{
    public override Rule Rule { get; } =
        new(
            "P056",
            Severity.Error,
            "A rule for retries is malformed",
            """
            steps:
              - command: make test
                retry:
                  automatic: { exit_status: -1, limit: 11 }
            """,
            """
            steps:
              - command: make test
                retry:
                  automatic: { exit_status: -1, limit: 2 }
            """
        )
        {
            Why = "A retry's limit above ten was refused, and a job that only needed its machine back was not tried again.",
        };

    private static readonly ImmutableArray<string> SignalReasons =
    [
        "none",
        "cancel",
        "agent_stop",
        "agent_refused",
        "agent_incompatible",
        "process_run_error",
        "signature_rejected",
        "stack_error",
        "*",
    ];

    private static readonly AttributeTable ManualAttributes = new("'retry.manual'",
        [("allowed", Values.Flag), ("permit_on_passed", Values.Flag), ("reason", Values.Text)]);

    private readonly AttributeTable kinds;
    private readonly AttributeTable automatic;

    public RetryMalformed()
    {
        kinds = new("'retry'", [("automatic", Automatic), ("manual", Manual)]);
        // The exit statuses are a rule of their own.
        automatic = new("a rule of 'retry.automatic'",
        [
            ("exit_status", Values.Any),
            ("limit", Values.Number(Rule, 0, 10, "a whole number from 0 to 10")),
            ("signal", Values.Text),
            ("signal_reason", Values.OneOf(SignalReasons)),
        ]);
    }

    internal override void Check(PipelineDocument document, CheckScope scope, DiagnosticBag found)
    {
        foreach (var attribute in StepAttributes.Of(document, "retry"))
        {
            if (attribute.Value is YamlMapping retry) kinds.Check(retry, found);
            else if (!Values.IsNothing(attribute.Value))
                found.Add(
                    Rule,
                    attribute.Value,
                    $"'retry' is {Values.Shown(attribute.Value)}",
                    "write 'automatic:' or 'manual:' below it"
                );
        }
    }

    private void Automatic(YamlEntry attribute, DiagnosticBag found)
    {
        if (attribute.Value is YamlScalar { Canonical: "true" or "false" } || Values.IsOpen(attribute.Value)) return;
        foreach (var item in Values.Items(attribute.Value))
        {
            if (item is YamlMapping rule) automatic.Check(rule, found);
            else
                found.Add(
                    Rule,
                    item,
                    $"a rule of 'retry.automatic' is {Values.Shown(item)}",
                    "write true, or rules: '- exit_status: -1'"
                );
        }
    }

    private static void Manual(YamlEntry attribute, DiagnosticBag found)
    {
        if (attribute.Value is YamlMapping manual) ManualAttributes.Check(manual, found);
        else Values.Flag(attribute, found);
    }
}
