using BuildkiteCi.Pipelines.Conditionals;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Checks.Documents;

/// <summary>P084: a condition that contradicts itself.</summary>
internal sealed class NeverHolds : DocumentRule
{
    public override Rule Rule { get; } = new(
        "P084", Severity.Error, "A condition asks for two values of one variable at a time, so it never holds",
        "steps:\n  - command: make\n    if: build.branch == \"main\" && build.branch == \"release\"\n",
        "steps:\n  - command: make\n    if: build.branch == \"main\" || build.branch == \"release\"\n")
    {
        Why = "'&&' stood where '||' was meant: the release's tests were skipped in every build, and a skipped step is green.",
    };

    internal override void Check(PipelineDocument document, CheckScope scope, DiagnosticBag found)
    {
        foreach (var step in document.AllSteps)
        {
            if (step.Body.Scalar("if") is not { IsText: true } text || Conditional.Parse(text.Canonical).Conditional is not { } conditional)
                continue;
            foreach (var (name, at) in Contradictions(conditional.Root))
                found.Add(
                    Rule,
                    text.LocationAt(at),
                    $"'{name}' cannot have both values, so the step never runs",
                    "write '||' between them, or remove one"
                );
        }
    }

    private static IEnumerable<(string Name, int At)> Contradictions(Condition condition)
    {
        var wanted = new Dictionary<string, ConditionValue>(StringComparer.Ordinal);
        foreach (var part in Conjuncts(condition))
        {
            if (part is BinaryCondition { Operator: ConditionOperator.Or } either)
            {
                // Both sides of an 'or' have to be impossible; one is a finding of its own.
                foreach (var inner in Contradictions(either.Left).Concat(Contradictions(either.Right))) yield return inner;
            }

            if (
                part
                is not BinaryCondition
                {
                    Operator: ConditionOperator.Equal,
                    Left: VariableCondition or EnvCondition,
                    Right: ValueCondition { Value: { } value }
                } comparison
            )
                continue;
            var name = comparison.Left is EnvCondition env ? $"build.env(\"{env.Name}\")" : ((VariableCondition)comparison.Left).Name;
            if (!wanted.TryAdd(name, value) && wanted[name] != value) yield return (name, comparison.Start);
        }
    }

    private static IEnumerable<Condition> Conjuncts(Condition condition) =>
        condition is BinaryCondition { Operator: ConditionOperator.And } and
            ? Conjuncts(and.Left).Concat(Conjuncts(and.Right))
            : [condition];
}
