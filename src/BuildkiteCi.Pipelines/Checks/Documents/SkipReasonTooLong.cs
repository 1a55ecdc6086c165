using BuildkiteCi.Pipelines.Yaml;

namespace BuildkiteCi.Pipelines.Checks.Documents;

/// <summary>P059: a reason for skipping has more than 70 characters.</summary>
internal sealed class SkipReasonTooLong : DocumentRule
{
    public override Rule Rule { get; } =
        new(
            "P059",
            Severity.Error,
            "A reason for skipping has more than 70 characters",
            """
            steps:
              - command: make test
                skip: this test waits for the next release of the compiler, which has not been announced yet
            """,
            """
            steps:
              - command: make test
                skip: waits for the next release of the compiler
            """
        )
        {
            Why = "A long reason for skipping made Buildkite refuse the upload of which the step was to be left out.",
        };

    private const int Longest = 70;

    internal override void Check(PipelineDocument document, CheckScope scope, DiagnosticBag found)
    {
        foreach (var entry in StepAttributes.Of(document, "skip"))
            if (entry.Value is YamlScalar { Canonical.Length: > Longest } reason)
                found.Add(
                    Rule,
                    reason,
                    $"the reason for skipping has {reason.Canonical.Length} characters, and {Longest} are the most",
                    "shorten it"
                );
    }
}
