using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Rules;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Checks;

/// <summary>Checks of attributes whose values have attributes of their own.</summary>
internal static class NestedValues
{
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

    private static readonly AttributeTable DependencyAttributes = new(
        "a dependency",
        [("step", Values.Text), ("allow_failure", Values.Flag)]
    );

    private static readonly AttributeTable SoftFailAttributes = new(
        "an entry of 'soft_fail'",
        [("exit_status", ExitStatus(RunningRules.SoftFail))]
    );

    private static readonly AttributeTable RetryAttributes = new("'retry'", [("automatic", Automatic), ("manual", Manual)]);

    private static readonly AttributeTable AutomaticAttributes = new("a rule of 'retry.automatic'",
    [
        ("exit_status", ExitStatus(RunningRules.ExitStatus)),
        ("limit", Values.Number(RunningRules.Retry, 0, 10, "a whole number from 0 to 10")),
        ("signal", Values.Text),
        ("signal_reason", Values.OneOf(SignalReasons)),
    ]);

    private static readonly AttributeTable ManualAttributes = new("'retry.manual'",
        [("allowed", Values.Flag), ("permit_on_passed", Values.Flag), ("reason", Values.Text)]);

    private static readonly AttributeTable BuildAttributes = new("'build'",
        [
            ("branch", Values.Text),
            ("commit", Values.Text),
            ("message", Values.Text),
            ("env", Values.Mapping),
            ("meta_data", Values.Mapping),
            ("label", Values.Text),
            ("fork", Values.Flag),
        ]
    );

    private static readonly AttributeTable CacheAttributes = new(
        "'cache'",
        [("paths", Values.Texts), ("name", Values.Text), ("size", Values.Text), ("disabled", Values.Flag)]
    );

    private static readonly AttributeTable ChangedAttributes = new("'if_changed'", [("include", Values.Texts), ("exclude", Values.Texts)]);

    /// <summary>A key, a list of keys or of <c>{step, allow_failure}</c>.</summary>
    public static void DependsOn(YamlEntry attribute, DiagnosticBag findings)
    {
        foreach (var item in Values.Items(attribute.Value))
        {
            if (item is YamlMapping dependency) DependencyAttributes.Check(dependency, findings, required: "step");
            else if (item is not YamlScalar { Kind: not ScalarKind.Timestamp })
                Values.Wrong(attribute with { Value = item }, findings, "a key, or a mapping with 'step'");
        }
    }

    /// <summary><c>true</c>, <c>false</c>, or a list of exit statuses.</summary>
    public static void SoftFail(YamlEntry attribute, DiagnosticBag findings)
    {
        if (
            attribute.Value is YamlScalar { Canonical: "true" or "false" }
            || Values.IsOpen(attribute.Value)
            || Values.IsNothing(attribute.Value)
        )
            return;
        if (attribute.Value is YamlSequence list && list.Items.All(item => item is YamlMapping))
        {
            foreach (var item in list.Items.OfType<YamlMapping>()) SoftFailAttributes.Check(item, findings, required: "exit_status");
            return;
        }

        findings.Add(
            RunningRules.SoftFail,
            attribute.Value,
            $"'soft_fail' is {Values.Shown(attribute.Value)}",
            "write true, or a list: '- exit_status: 1'"
        );
    }

    /// <summary><c>automatic</c> and <c>manual</c>.</summary>
    public static void Retry(YamlEntry attribute, DiagnosticBag findings)
    {
        if (attribute.Value is YamlMapping retry) RetryAttributes.Check(retry, findings);
        else if (!Values.IsNothing(attribute.Value))
            findings.Add(
                RunningRules.Retry,
                attribute.Value,
                $"'retry' is {Values.Shown(attribute.Value)}",
                "write 'automatic:' or 'manual:' below it"
            );
    }

    /// <summary>A mapping of tags, or a list of <c>tag=value</c>.</summary>
    public static void Agents(YamlEntry attribute, DiagnosticBag findings)
    {
        var entries = attribute.Value switch
        {
            YamlMapping mapping => mapping.Entries.All(entry => entry.Value is YamlScalar),
            YamlSequence list => list.Items.All(item => item is YamlScalar pair && pair.Canonical.Contains('=', StringComparison.Ordinal)),
            var other => Values.IsNothing(other) || Values.IsOpen(other),
        };
        if (!entries) Values.Wrong(attribute, findings, "a mapping of tags to values, or a list of 'tag=value'");
    }

    /// <summary>What a triggered build is given.</summary>
    public static void Build(YamlEntry attribute, DiagnosticBag findings)
    {
        if (attribute.Value is YamlMapping build) BuildAttributes.Check(build, findings);
        else Values.Wrong(attribute, findings, "a mapping");
    }

    /// <summary>Paths, a mapping with paths, or <c>false</c>; already in normal form.</summary>
    public static void Cache(YamlEntry attribute, DiagnosticBag findings)
    {
        if (attribute.Value is YamlMapping cache) CacheAttributes.Check(cache, findings);
    }

    /// <summary>Patterns, or <c>include</c> and <c>exclude</c>.</summary>
    public static void IfChanged(YamlEntry attribute, DiagnosticBag findings)
    {
        if (attribute.Value is YamlMapping changed) ChangedAttributes.Check(changed, findings);
        else Values.Texts(attribute, findings);
    }

    private static void Automatic(YamlEntry attribute, DiagnosticBag findings)
    {
        if (attribute.Value is YamlScalar { Canonical: "true" or "false" } || Values.IsOpen(attribute.Value)) return;
        foreach (var item in Values.Items(attribute.Value))
        {
            if (item is YamlMapping rule) AutomaticAttributes.Check(rule, findings);
            else
                findings.Add(
                    RunningRules.Retry,
                    item,
                    $"a rule of 'retry.automatic' is {Values.Shown(item)}",
                    "write true, or rules: '- exit_status: -1'"
                );
        }
    }

    private static void Manual(YamlEntry attribute, DiagnosticBag findings)
    {
        if (attribute.Value is YamlMapping manual) ManualAttributes.Check(manual, findings);
        else Values.Flag(attribute, findings);
    }

    private static ValueCheck ExitStatus(Rule rule) =>
        (attribute, findings) =>
        {
            foreach (var item in Values.Items(attribute.Value))
            {
                if (Values.IsOpen(item))
                    continue;
                if (item is YamlScalar { Canonical: "*" })
                    continue;
                if (item is YamlScalar status && int.TryParse(status.Canonical, out var number) && number is >= -1 and <= 255)
                    continue;
                findings.Add(
                    rule,
                    item,
                    $"exit status {Values.Shown(item)} can never come",
                    "write a whole number from 0 to 255, -1 for a lost agent, or \"*\""
                );
            }
        };
}
