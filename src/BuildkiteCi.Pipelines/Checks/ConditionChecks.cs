using BuildkiteCi.Pipelines.Conditionals;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Checks;

/// <summary>Checks of conditions.</summary>
internal static class ConditionChecks
{
    private static readonly Rule NeverEqualRule =
        new(
            "P083",
            Severity.Warning,
            "A condition compares values of different kinds, which are never equal",
            """
            steps:
              - command: make
                if: build.number == "12"
            """,
            """
            steps:
              - command: make
                if: build.number == 12
            """
        )
        {
            Why = "A text was compared with a number. The two are never equal, so the step never ran, and nobody missed it for a quarter.",
        };

    /// <summary>The condition of an <c>if</c>; nothing and an empty text are none.</summary>
    public static void If(YamlEntry attribute, DiagnosticBag findings)
    {
        if (attribute.Value is not YamlScalar { Kind: not ScalarKind.Timestamp } scalar)
        {
            Values.Wrong(attribute, findings, "a condition");
            return;
        }

        // A place that a script fills in before it uploads the file: __CONDITION__.
        if (
            scalar.Canonical.Trim() is not { Length: > 0 } text
            || text.StartsWith("__", StringComparison.Ordinal) && text.EndsWith("__", StringComparison.Ordinal)
        )
            return;
        var (conditional, problem) = Conditional.Parse(scalar.Canonical);
        if (problem is not null) findings.Add(problem.Rule, scalar.LocationAt(problem.Offset), problem.Message, problem.Fix);
        else NeverEqual(conditional!.Root, scalar, findings);
    }

    private static void NeverEqual(Condition condition, YamlScalar scalar, DiagnosticBag findings)
    {
        switch (condition)
        {
            case NotCondition not:
                NeverEqual(not.Inner, scalar, findings);
                break;
            case BinaryCondition { Operator: ConditionOperator.Equal or ConditionOperator.NotEqual } comparison
                when Differ(comparison.Left, comparison.Right):
                findings.Add(
                    NeverEqualRule,
                    scalar.LocationAt(comparison.Right.Start),
                    $"{Shown(comparison.Left)} is never equal to {Shown(comparison.Right)}",
                    "compare a number with a number (12), a text with a text ('12')");
                break;
            case BinaryCondition binary:
                NeverEqual(binary.Left, scalar, findings);
                NeverEqual(binary.Right, scalar, findings);
                break;
        }
    }

    // Numbers are recognised by their value, or by the one variable that is a number.
    private static bool Differ(Condition left, Condition right) =>
        IsNumber(left) is { } one && IsNumber(right) is { } other && one != other;

    private static bool? IsNumber(Condition condition) =>
        condition switch
        {
            ValueCondition { Value: NumberValue } or VariableCondition { Name: "build.number" } => true,
            ValueCondition { Value: TextValue or BooleanValue }
            or EnvCondition
            or VariableCondition { Name: "build.branch" or "build.tag" or "build.message" or "build.commit" or "pipeline.slug" } => false,
            _ => null,
        };

    private static string Shown(Condition condition) => condition switch
    {
        VariableCondition variable => $"'{variable.Name}'",
        EnvCondition env => $"'build.env(\"{env.Name}\")', a text,",
        ValueCondition { Value: NumberValue number } => $"number {number.Value}",
        ValueCondition { Value: TextValue text } => $"text '{text.Value}'",
        _ => "the other side",
    };
}
