using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Checks.Documents;

/// <summary>P022: a step key looks like a UUID.</summary>
internal sealed class StepKeyIsUuid : StepKeyRule
{
    public override Rule Rule { get; } =
        new(
            "P022",
            Severity.Error,
            "A step key looks like a UUID",
            """
            steps:
              - { key: 0198d7f4-0000-4000-8000-000000000000, command: pytest }
            """,
            """
            steps:
              - { key: unit-0198d7f4, command: pytest }
            """
        )
        {
            Why = "A key of 32 digits and four dashes is taken for a job's own identifier, and was refused.",
        };

    internal override void CheckForm(YamlScalar key, DiagnosticBag found)
    {
        var text = key.Canonical;
        if (text.Length <= StepKey.MaxLength && ForbiddenCharacter(text) is null && StepKey.Parse(text) is null)
            found.Add(Rule, key, $"key '{text}' looks like a UUID, which Buildkite keeps for itself", "choose a word");
    }
}
