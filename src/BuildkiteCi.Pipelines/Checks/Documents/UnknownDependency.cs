using BuildkiteCi.Pipelines.Steps;

namespace BuildkiteCi.Pipelines.Checks.Documents;

/// <summary>P012: a step waits for a key that no upload of the build holds.</summary>
internal sealed class UnknownDependency : DocumentRule
{
    public override Rule Rule { get; } =
        new(
            "P012",
            Severity.Error,
            "A step waits for a key that no upload of the build holds",
            """
            steps:
              - { key: unit, command: pytest }
              - { key: accuracy, command: pytest, depends_on: unti }
            """,
            """
            steps:
              - { key: unit, command: pytest }
              - { key: accuracy, command: pytest, depends_on: unit }
            """
        )
        {
            Why =
                "A key was renamed, and a step of another file still waited for the old one. The build waited until the morning and "
                + "was then called failed, with no job that had failed.",
        };

    internal override void Check(BuildOutline build, CheckScope scope, DiagnosticBag found)
    {
        // Sorted for the suggestion: most builds need none.
        var keys = new KnownWords(() =>
            [.. build.Places.Keys.Union(scope.OtherKeys, StringComparer.Ordinal).Order(StringComparer.Ordinal)]
        );
        foreach (var step in build.Steps)
            foreach (var needed in build.NeedsOf(step))
                if (
                    !build.Places.ContainsKey(needed.Key)
                    && !scope.OtherKeys.Contains(needed.Key)
                    && !needed.Key.Contains('$', StringComparison.Ordinal)
                )
                    Unknown(step, needed, keys, scope.IsWholeBuild && !build.UploadsMore, found);
    }

    private void Unknown(StepOutline step, NeededStep needed, KnownWords keys, bool isWhole, DiagnosticBag found)
    {
        var message = isWhole
            ? $"step '{step.Name}' waits for '{needed.Key}', which no upload of this build holds"
            : $"step '{step.Name}' waits for '{needed.Key}', which none of these files holds; another upload of the build has to";
        found.Add(
            new Diagnostic(
                Rule,
                needed.Location,
                message,
                keys.Suggest(needed.Key, isWhole ? "add that step or remove the line" : "check the file that brings it")
            )
            {
                Edit = keys.Only(needed.Key) is { } near ? new TextEdit(needed.Location, needed.Key, near) : null,
                Severity = isWhole ? Rule.Severity : Severity.Note,
            }
        );
    }
}
