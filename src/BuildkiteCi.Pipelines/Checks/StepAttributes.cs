using System.Collections.Frozen;
using System.Collections.Immutable;
using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Checks;

/// <summary>Which attributes a step of which kind may have; <see cref="Values.Any"/> where rules of their own check the
/// value. Source: Buildkite's documentation and its pipeline schema.</summary>
internal static class StepAttributes
{
    private static readonly Rule Misplaced =
        new(
            "P045",
            Severity.Error,
            "An attribute is on a kind of step that does not have it",
            """
            steps:
              - command: make
                continue_on_failure: true
            """,
            """
            steps:
              - command: make
              - wait: ~
                continue_on_failure: true
            """
        )
        {
            Why = "'concurrency' on a wait step limits nothing. Two jobs ran on one machine at once, and both failed.",
        };

    private static readonly ImmutableArray<(string Name, ValueCheck Check)> OfEveryStep =
    [
        ("key", Values.Text), ("id", Values.Text), ("identifier", Values.Text), ("type", Values.Text),
        ("label", Values.Text), ("name", Values.Text),
        ("depends_on", NestedValues.DependsOn), ("allow_dependency_failure", Values.Flag),
        ("if", ConditionChecks.If),
    ];

    private static readonly ImmutableArray<(string Name, ValueCheck Check)> OfPeople =
        [("branches", Values.Texts), ("fields", FieldChecks.Fields), ("prompt", Values.Text), ("allowed_teams", Values.Texts)];

    private static readonly FrozenDictionary<string, AttributeTable> ByKind = new Dictionary<string, AttributeTable>
    {
        ["command"] = new(
            "a command step",
            [
                .. OfEveryStep,
                ("command", Values.Texts),
                ("commands", Values.Texts),
                ("agents", NestedValues.Agents),
                ("agent_query_rules", Values.Texts),
                ("env", EnvChecks.Env),
                ("plugins", Values.Any),
                ("branches", Values.Texts),
                ("if_changed", NestedValues.IfChanged),
                ("artifact_paths", Values.Texts),
                ("cache", NestedValues.Cache),
                ("cancel_on_build_failing", Values.Flag),
                ("checkout", Values.Any),
                ("concurrency", Values.Any),
                ("concurrency_group", Values.Text),
                ("concurrency_method", Values.OneOf("ordered", "eager")),
                ("image", Values.Text),
                ("matrix", Values.Any),
                ("notify", NotifyChecks.OfStep),
                ("parallelism", Values.Any),
                ("priority", Values.Any),
                ("retry", Values.Any),
                ("secrets", Values.Any),
                ("signature", Values.Any),
                ("skip", Values.Skip),
                ("soft_fail", Values.Any),
                ("timeout_in_minutes", Values.Any),
            ]
        ),
        ["wait"] = new(
            "a wait step",
            [
                .. OfEveryStep,
                ("wait", Values.Text),
                ("waiter", Values.Text),
                ("continue_on_failure", Values.Flag),
                ("branches", Values.Texts),
            ]
        ),
        ["block"] = new(
            "a block step",
            [
                .. OfEveryStep,
                .. OfPeople,
                ("block", Values.Text),
                ("manual", Values.Text),
                ("blocked_state", Values.OneOf("passed", "failed", "running")),
            ]
        ),
        ["input"] = new(
            "an input step",
            [.. OfEveryStep, .. OfPeople, ("input", Values.Text), ("blocked_state", Values.OneOf("passed", "failed", "running"))]
        ),
        ["trigger"] = new("a trigger step",
        [
            .. OfEveryStep, ("trigger", Values.Text), ("build", NestedValues.Build), ("async", Values.Flag), ("branches", Values.Texts),
            ("if_changed", NestedValues.IfChanged), ("skip", Values.Skip), ("soft_fail", Values.Any),
            ("parallelism", Values.Any),
        ]),
        ["group"] = new(
            "a group",
            [
                .. OfEveryStep,
                ("group", Values.Text),
                ("if_changed", NestedValues.IfChanged),
                ("notify", NotifyChecks.OfBuild),
                ("skip", Values.Skip),
            ]
        ),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // A slip is not made as often as this, word for word.
    private const int FewestOfOwn = 3;

    /// <summary>Attributes that Buildkite does not know, and that are too unlike any it knows, or too many, to be slips: somebody's own.
    /// </summary>
    /// <param name="documents">The files.</param>
    /// <param name="isRead">Whether a program of the repository knows such a name; then one step that has it is enough.</param>
    public static FrozenSet<string> OwnAttributes(IEnumerable<PipelineDocument> documents, Func<string, bool> isRead) =>
        [
            .. documents
                .SelectMany(document => document.AllSteps)
                .SelectMany(step =>
                    ByKind.TryGetValue(step.Kind, out var table)
                        ? step.Body.Entries.Where(entry => IsNobodys(entry.Key, table)).Select(entry => entry.Key)
                        : []
                )
                .GroupBy(name => name, StringComparer.Ordinal)
                .Where(group => group.Count() >= FewestOfOwn || isRead(group.Key))
                .Select(group => group.Key),
        ];

    /// <summary>Checks a step's attributes; of steps that nobody understands there is nothing to say.</summary>
    /// <param name="step">The step.</param>
    /// <param name="own">Attributes that are somebody's own.</param>
    /// <param name="findings">Takes what is wrong.</param>
    public static void Check(Step step, FrozenSet<string> own, DiagnosticBag findings)
    {
        if (!ByKind.TryGetValue(step.Kind, out var table)) return;
        foreach (var entry in step.Body.Entries)
            if (!own.Contains(entry.Key) && !IsOpenCondition(step, entry) && !table.CheckValue(entry, findings))
                ReportStranger(entry, table, findings);
    }

    /// <summary>An attribute of all steps of the kinds that may have it.</summary>
    public static IEnumerable<YamlEntry> Of(PipelineDocument document, string name) =>
        document
            .AllSteps.Where(step => ByKind.TryGetValue(step.Kind, out var table) && table.Has(name))
            .Select(step => step.Body.Find(name))
            .OfType<YamlEntry>();

    private static bool IsNobodys(string name, AttributeTable table) =>
        !table.Has(name) && !PipelineAttributes.Table.Has(name) && name != "steps" && !ByKind.Values.Any(other => other.Has(name))
        && (Spelling.Nearest(name, table.Names) is not { } near || near.StartsWith(name, StringComparison.OrdinalIgnoreCase));

    // A condition that gets a variable's value first may be anything afterwards.
    private static bool IsOpenCondition(Step step, YamlEntry entry) =>
        entry.Key == "if" && step.Source is YamlMapping source && source.Scalar("if")?.Text.Contains('$', StringComparison.Ordinal) == true;

    private static void ReportStranger(YamlEntry entry, AttributeTable table, DiagnosticBag findings)
    {
        var homes = ByKind.Values.Where(other => other.Has(entry.Key)).Select(other => other.What).Order(StringComparer.Ordinal).ToList();
        if (homes.Count > 0)
            findings.Add(
                Misplaced,
                entry.Location,
                $"'{entry.Key}' is an attribute of {string.Join(" and ", homes)}, and this is {table.What}",
                "remove it, or move it to such a step"
            );
        else if (PipelineAttributes.Table.Has(entry.Key) || entry.Key == "steps")
            findings.Add(
                Misplaced,
                entry.Location,
                $"'{entry.Key}' is at the top of a pipeline, and this is {table.What}",
                "move it to the top"
            );
        else
            findings.Add(
                new Diagnostic(
                    AttributeTable.Unknown,
                    entry.Location,
                    $"'{entry.Key}' is no attribute of {table.What}",
                    Spelling.Suggest(entry.Key, table.Names, "remove it")
                )
                {
                    Edit = Spelling.Only(entry.Key, table.Names) is { } near ? new TextEdit(entry.Location, entry.Key, near) : null,
                }
            );
    }
}
