namespace BuildkiteCi.Pipelines.Checks.Documents;

/// <summary>P014: two steps of a build have the same key.</summary>
public sealed class RepeatedStepKey : DocumentRule
{
    /// <summary>Two steps of a build have the same key.</summary>
    public static readonly Rule Definition =
        new(
            "P014",
            Severity.Error,
            "Two steps of a build have the same key",
            """
            steps:
              - { key: unit, command: pytest }
              - { key: unit, command: pytest tests/unit }
            """,
            """
            steps:
              - { key: unit, command: pytest }
              - { key: unit-all, command: pytest tests/unit }
            """
        )
        {
            Why = "A copied step kept its key. Buildkite refused the whole upload, and no test of that generation ran in the night.",
        };

    /// <inheritdoc/>
    public override Rule Rule => Definition;

    internal override void Check(BuildOutline build, CheckScope scope, DiagnosticBag found)
    {
        for (var i = 0; i < build.Steps.Count; i++)
        {
            if (build.Steps[i] is { Key: { } key, KeyLocation: { } location } && build.Places[key] is var first && first != i)
                found.Add(
                    Rule,
                    location,
                    $"key '{key}' occurs a second time in this build, first at {build.Steps[first].KeyLocation}",
                    "give each step a key of its own"
                );
        }
    }
}
