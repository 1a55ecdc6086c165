using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Rules;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Checks;

/// <summary>Checks of what a step needs, and of attributes that do not go together.</summary>
internal static class StepChecks
{
    private const int LongestConcurrencyGroup = 200;

    // Of several words for one thing, the one that counts first.
    private static readonly ImmutableArray<(string Used, string Other)> SameThing =
    [
        ("label", "name"),
        ("key", "id"),
        ("key", "identifier"),
        ("id", "identifier"),
        ("command", "commands"),
        ("wait", "waiter"),
        ("block", "manual"),
    ];

    private static readonly ImmutableArray<(string One, string Other, string Why)> Exclusive =
    [
        ("if", "branches", "Buildkite takes one of the two on a step"),
        ("parallelism", "matrix", "Buildkite takes one of the two on a step"),
    ];

    /// <summary>Checks a step.</summary>
    public static void Check(Step step, DiagnosticBag findings)
    {
        if (step.Source is not YamlMapping source) return;
        foreach (var (used, other) in SameThing)
        {
            if (source.Has(used) && source.Find(other) is { } entry)
                findings.Add(
                    StepRules.SaidTwice,
                    entry.Location,
                    $"'{other}' means the same as '{used}', which is there too",
                    $"remove '{other}'"
                );
        }

        foreach (var (one, other, why) in Exclusive)
        {
            if (source.Has(one) && source.Find(other) is { } entry)
                findings.Add(StepRules.Exclusive, entry.Location, $"'{other}' is beside '{one}': {why}", $"remove '{other}' or '{one}'");
        }

        Needs(step, source, findings);
    }

    private static void Needs(Step step, YamlMapping source, DiagnosticBag findings)
    {
        switch (step)
        {
            case CommandStep command:
                if (!source.Has("command") && !source.Has("commands") && !source.Has("plugins"))
                    findings.Add(StepRules.Missing, source, "a command step has neither 'command' nor 'plugins'", "add 'command:'");
                Concurrency(command, findings);
                break;
            case TriggerStep { Pipeline: null }:
                findings.Add(StepRules.Missing, source, "a trigger step names no pipeline", "write its slug behind 'trigger:'");
                break;
            case GroupStep { Steps.IsEmpty: true }:
                findings.Add(StepRules.Missing, source, "a group has no steps", "list them below 'steps:'");
                break;
        }
    }

    private static void Concurrency(CommandStep step, DiagnosticBag findings)
    {
        var (limit, group, method) = (
            step.Body.Find("concurrency"),
            step.Body.Find("concurrency_group"),
            step.Body.Find("concurrency_method")
        );
        if (limit is not null && group is null)
            findings.Add(
                RunningRules.HalfConcurrency,
                limit.Location,
                "'concurrency' is without 'concurrency_group'",
                "name the group that the limit is for"
            );
        if (group is not null && limit is null)
            findings.Add(
                RunningRules.HalfConcurrency,
                group.Location,
                "'concurrency_group' is without 'concurrency'",
                "say how many jobs of the group may run at a time"
            );
        if (method is not null && group is null)
            findings.Add(
                RunningRules.HalfConcurrency,
                method.Location,
                "'concurrency_method' is without 'concurrency_group'",
                "name the group, or remove the line"
            );
        if (group?.Value is YamlScalar { Canonical.Length: > LongestConcurrencyGroup } name)
            findings.Add(
                RunningRules.Concurrency,
                name,
                $"the concurrency group's name has {name.Canonical.Length} characters, and {LongestConcurrencyGroup} are the most",
                "shorten it"
            );
    }
}
