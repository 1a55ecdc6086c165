using System.Collections.Frozen;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Checks;

/// <summary>Checks of who is notified.</summary>
internal static class NotifyChecks
{
    private static readonly Rule NoService =
        new(
            "P069",
            Severity.Error,
            "A notification names a service that is unclear",
            """
            notify:
              - slak: "#mac-ci"
            steps:
              - command: make
            """,
            """
            notify:
              - slack: "#mac-ci"
            steps:
              - command: make
            """
        )
        {
            Why = "A notification named a service that there is not. The night failed, and nobody was notified.",
        };

    private static readonly FrozenSet<string> StepServices = ["slack", "basecamp_campfire", "github_commit_status", "github_check"];

    private static readonly FrozenSet<string> BuildServices = [.. StepServices, "email", "webhook", "pagerduty_change_event"];

    /// <summary>Notifications of the build.</summary>
    public static void OfBuild(YamlEntry attribute, DiagnosticBag findings) => Check(attribute, findings, BuildServices, "a pipeline");

    /// <summary>Notifications of a step or group.</summary>
    public static void OfStep(YamlEntry attribute, DiagnosticBag findings) => Check(attribute, findings, StepServices, "a step");

    private static void Check(YamlEntry attribute, DiagnosticBag findings, FrozenSet<string> services, string where)
    {
        Values.List(attribute, findings);
        if (attribute.Value is not YamlSequence list) return;
        foreach (var item in list.Items)
        {
            switch (item)
            {
                case YamlMapping mapping:
                    Entry(mapping, findings, services, where);
                    break;
                case YamlScalar { IsText: true } word:
                    Service(word.Canonical, word.Location, findings, services, where);
                    break;
                default:
                    findings.Add(
                        NoService,
                        item,
                        $"a notification is {Values.Shown(item)}",
                        "name a service: '- slack: \"#channel\"'"
                    );
                    break;
            }
        }
    }

    private static void Entry(YamlMapping mapping, DiagnosticBag findings, FrozenSet<string> services, string where)
    {
        foreach (var entry in mapping.Entries)
        {
            if (entry.Key == "if") ConditionChecks.If(entry, findings);
            else Service(entry.Key, entry.Location, findings, services, where);
        }
    }

    private static void Service(string name, SourceLocation location, DiagnosticBag findings, FrozenSet<string> services, string where)
    {
        if (services.Contains(name)) return;
        var known = services.Order(StringComparer.Ordinal);
        findings.Add(
            NoService,
            location,
            $"{where} cannot notify '{name}'",
            Spelling.Suggest(name, known, $"use {string.Join(", ", known)}")
        );
    }
}
