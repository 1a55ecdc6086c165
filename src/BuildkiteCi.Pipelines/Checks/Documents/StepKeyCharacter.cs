using BuildkiteCi.Pipelines.Steps;
using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Checks.Documents;

/// <summary>P015: a step key holds a character that Buildkite refuses.</summary>
public sealed class StepKeyCharacter : StepKeyRule
{
    /// <summary>A step key holds a character that Buildkite refuses.</summary>
    public static readonly Rule Definition =
        new(
            "P015",
            Severity.Error,
            "A step key holds a character that Buildkite refuses",
            """
            steps:
              - { key: acme/Shop-3.1-web, command: pytest }
            """,
            """
            steps:
              - { key: acme_Shop-3_1-web, command: pytest }
            """
        )
        {
            Why = "A model's name with a '/' became a step's key. The upload was refused as a whole, the other ninety models too.",
        };

    /// <inheritdoc/>
    public override Rule Rule => Definition;

    internal override void CheckForm(YamlScalar key, DiagnosticBag found)
    {
        var text = key.Canonical;
        if (text.Length <= StepKey.MaxLength && ForbiddenCharacter(text) is { } bad)
            found.Add(Rule, key, $"key '{text}' holds '{bad}'", "use letters, digits, '_', '-' and ':'");
    }
}
