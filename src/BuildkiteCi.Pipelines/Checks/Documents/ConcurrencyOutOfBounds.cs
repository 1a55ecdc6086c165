using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Checks.Documents;

/// <summary>P052: a concurrency limit or group is out of bounds.</summary>
internal sealed class ConcurrencyOutOfBounds : DocumentRule
{
    public override Rule Rule { get; } =
        new(
            "P052",
            Severity.Error,
            "A concurrency limit or group is out of bounds",
            """
            steps:
              - command: make deploy
                concurrency: 0
                concurrency_group: deploy
            """,
            """
            steps:
              - command: make deploy
                concurrency: 1
                concurrency_group: deploy
            """
        )
        {
            Why = "A limit of 0 let no job start. The build waited until it was cancelled.",
        };

    private const int LongestGroup = 200;

    internal override void Check(PipelineDocument document, CheckScope scope, DiagnosticBag found)
    {
        var number = Values.Number(Rule, 1, int.MaxValue, "a whole number from 1");
        foreach (var entry in StepAttributes.Of(document, "concurrency")) number(entry, found);
        foreach (var entry in StepAttributes.Of(document, "concurrency_group"))
            if (entry.Value is YamlScalar { Canonical.Length: > LongestGroup } name)
                found.Add(
                    Rule,
                    name,
                    $"the concurrency group's name has {name.Canonical.Length} characters, and {LongestGroup} are the most",
                    "shorten it"
                );
    }
}
